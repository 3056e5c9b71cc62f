//! What holds for every document, every rule and every order.
//!
//! `reading` is about documents; `judging` about reports; `evidence` about what outcomes rest on;
//! `actions` about dates and lists of actions.

mod actions;
mod evidence;
mod judging;
mod reading;
