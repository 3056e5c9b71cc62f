//! Tests of the quorum: the simple case, each of the eleven points, and an oracle.

mod simple;
