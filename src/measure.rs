//! Figures as public bodies print them: exact decimals, bands, changes, trajectories, sums.
//!
//! Every reader reads the whole text in its one meaning or says why it holds no figure. What a
//! print leaves unsaid (whether a percentage is told in whole numbers, whether "15%" of a
//! percentage are points) is answered in three values or in all its readings, and never guessed.

pub mod band;
pub mod bands;
pub mod change;
pub mod direction;
pub mod figure;
pub mod grain;
pub mod interval;
pub mod sum;
#[cfg(test)]
mod tests;
mod tokens;
pub mod trajectory;
pub mod unit;
pub mod unreadable;

pub use band::{Band, Of};
pub use bands::{Bands, Conventions, Doubt, Gap, NotOneSet, Order, Overlap, Rating, ShortOfEnd};
pub use change::{NoReading, ReadAs, Reading, readings};
pub use direction::Direction;
pub use figure::Figure;
pub use grain::Grain;
pub use interval::Interval;
pub use sum::{Adding, NotSummed, Sum, sum};
pub use trajectory::{FallBack, fall_backs, keeps};
pub use unit::Unit;
pub use unreadable::{Unreadable, Why};
