//! What the test of rules by their cases tells, in its forms.

pub mod human;
pub mod json;
pub mod junit;
