//! Quorate.
pub mod assess;
pub mod calendar;
pub mod cli;
pub mod document;
pub mod evidence;
pub mod gate;
pub mod label;
pub mod meeting;
pub mod place;
pub mod policy;
pub mod problem;
pub mod quorum;
pub mod report;
pub mod rule;
pub mod schema;
pub mod submission;
