//! Tests of the quorum: the simple case, each of the eleven points, an oracle, and how long it takes.

mod bases;
mod items;
mod numbers;
mod oracle;
mod people;
mod properties;
mod random;
mod random_clause;
mod simple;
mod worlds;
