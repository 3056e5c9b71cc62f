//! What holds for every document, every rule and every order.
//!
//! `reading` is about documents; `judging` about reports; `evidence` about what outcomes rest on;
//! `actions` about dates and lists of actions; `comparing` about two versions; `forecast` about the same record on later days.

mod actions;
mod comparing;
mod evidence;
mod forecast;
mod judging;
mod reading;
