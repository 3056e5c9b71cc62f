//! Which way is better.

use std::fmt;
use std::ops::Bound;

use super::band::{Band, Of};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The higher the value, the better.
    HigherIsBetter,
    /// The lower the value, the better.
    LowerIsBetter,
    /// Neither: the figure is for information.
    Neither,
}

impl Direction {
    /// Reads a printed direction: "High is good", "Smaller is better", "Increase", "Neither".
    ///
    /// `None` if the text says no direction, or more than one.
    #[must_use]
    pub fn read(printed: &str) -> Option<Self> {
        let text = printed.trim().trim_end_matches('.').to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        if let [end, "is", judgement] = words.as_slice() {
            let is_good = match *judgement {
                "good" | "better" | "best" => true,
                "bad" | "worse" | "worst" => false,
                _ => return None,
            };
            return end_of_scale(end).map(|end| if is_good { end } else { end.opposite() });
        }
        match words.as_slice() {
            ["neither" | "neutral" | "information"] | ["for", "information"] | ["for", "information", "only"] => {
                Some(Self::Neither)
            }
            ["increase" | "increasing" | "maximise"] => Some(Self::HigherIsBetter),
            ["reduction" | "reduce" | "reducing" | "decrease" | "decreasing" | "minimise"] => Some(Self::LowerIsBetter),
            _ => None,
        }
    }

    /// The direction that a target or a limit asks for: a change by its way, values by the end that
    /// they leave open. `None` for a figure or a range, which may be reached from either side.
    #[must_use]
    pub fn asked_by(target: &Band) -> Option<Self> {
        match (target.of, target.values.low(), target.values.high()) {
            (Of::Increase, ..) => Some(Self::HigherIsBetter),
            (Of::Decrease, ..) => Some(Self::LowerIsBetter),
            (Of::Value, low, Bound::Unbounded) if low != Bound::Unbounded => Some(Self::HigherIsBetter),
            (Of::Value, Bound::Unbounded, high) if high != Bound::Unbounded => Some(Self::LowerIsBetter),
            (Of::Value, ..) => None,
        }
    }

    const fn opposite(self) -> Self {
        match self {
            Self::HigherIsBetter => Self::LowerIsBetter,
            Self::LowerIsBetter => Self::HigherIsBetter,
            Self::Neither => Self::Neither,
        }
    }
}

fn end_of_scale(word: &str) -> Option<Direction> {
    match word {
        "high" | "higher" | "highest" | "more" | "bigger" | "larger" | "up" => Some(Direction::HigherIsBetter),
        "low" | "lower" | "lowest" | "less" | "fewer" | "smaller" | "down" => Some(Direction::LowerIsBetter),
        _ => None,
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::HigherIsBetter => "higher is better",
            Self::LowerIsBetter => "lower is better",
            Self::Neither => "neither way is better",
        })
    }
}
