//! What is wrong with a chain, in words, with the shortest way that shows it.

use super::time::keeps_to;
use super::walk::{DeadEnd, Stop, circle, dead_end};
use super::{Chain, Longest, longest};
use crate::calendar::Truth;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A role escalates to itself, or a post would have to pass an issue to itself.
    ToItself,
    /// Issues can go round in a circle.
    Circle,
    /// An issue can end where nobody decides.
    DeadEnd,
    /// The levels may take longer together than the whole may.
    TooLong,
    /// Nobody can tell how long the levels may take together, and the whole has a limit.
    TimeUnknown,
    /// A post has no holder and no deputy, or nobody wrote down whether it has.
    Unheld,
}

impl What {
    /// The way out, in words.
    pub fn remedy(self) -> &'static str {
        match self {
            What::ToItself => "Name another post for the role, or another role to pass the issue to.",
            What::Circle => "Take one of these steps out, or let one of the roles decide.",
            What::DeadEnd => "Name a deputy of the post, or a second role to turn to, or say that the role decides.",
            What::TooLong => "Shorten the time limit of a role, or lengthen that of the whole.",
            What::TimeUnknown => "State a time limit for each role, in the same days as the limit of the whole.",
            What::Unheld => "Fill the post or name its deputy, and write it down.",
        }
    }
}

/// One thing that is wrong with a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub what: What,
    /// The post that was taken as vacant; none for the chain as it stands.
    pub vacant: Option<usize>,
    /// The roles on the way that shows it, in order; the shortest such way.
    pub way: Vec<usize>,
    /// The same in words: lower case start, no full stop.
    pub words: String,
}

/// Everything that is wrong with a chain as it stands, and then what is wrong with each post
/// vacant in turn and was not wrong before.
pub fn examine(chain: &Chain) -> Vec<Fault> {
    let own = faults(chain, None);
    let more = (0..chain.posts.len()).flat_map(|post| with_vacant(chain, post));
    own.iter().cloned().chain(more).collect()
}

/// What is wrong with one post vacant and is not wrong with the chain as it stands.
pub fn with_vacant(chain: &Chain, post: usize) -> Vec<Fault> {
    let own = faults(chain, None);
    let is_new = |fault: &Fault| own.iter().all(|known| known.what != fault.what || known.way != fault.way);
    faults(chain, Some(post)).into_iter().filter(is_new).collect()
}

fn faults(chain: &Chain, vacant: Option<usize>) -> Vec<Fault> {
    let telling = Telling { chain, vacant };
    let mut faults = Vec::new();
    let selves = chain.roles.iter().enumerate().filter(|(index, role)| role.escalates_to.contains(index));
    if vacant.is_none() {
        faults.extend(selves.map(|(index, _)| {
            telling.fault(What::ToItself, vec![index, index], format!("{} escalates to itself", telling.role(index)))
        }));
    }
    if let Some(way) = circle(chain, vacant) {
        let words = format!("an issue can go round for ever: {}", telling.way(&way));
        faults.push(telling.fault(What::Circle, way, words));
    }
    faults.extend(dead_end(chain, vacant).map(|end| telling.dead_end(&end)));
    faults.extend(telling.time());
    if vacant.is_none() {
        faults.extend((0..chain.posts.len()).filter_map(|post| telling.unheld(post)));
    }
    faults
}

/// Puts what was found into words.
struct Telling<'c> {
    chain: &'c Chain,
    vacant: Option<usize>,
}

impl Telling<'_> {
    fn role(&self, role: usize) -> String {
        self.chain.roles.get(role).map_or_else(String::new, |role| format!("\"{}\"", role.name))
    }

    fn post(&self, post: usize) -> String {
        self.chain.posts.get(post).map_or_else(String::new, |post| format!("\"{}\"", post.name))
    }

    fn way(&self, way: &[usize]) -> String {
        way.iter().map(|role| self.role(*role)).collect::<Vec<_>>().join(" to ")
    }

    fn fault(&self, what: What, way: Vec<usize>, words: String) -> Fault {
        let words = match self.vacant {
            Some(post) => format!("with the post {} vacant, {words}", self.post(post)),
            None => words,
        };
        Fault { what, vacant: self.vacant, way, words }
    }

    fn dead_end(&self, end: &DeadEnd) -> Fault {
        let way: Vec<usize> = end.way.iter().map(|stand| stand.role).collect();
        let (first, last) = (way.first().copied().unwrap_or(0), way.last().copied().unwrap_or(0));
        let raised = format!("an issue raised by {}", self.role(first));
        let fate = match way.len() {
            0 | 1 => format!("{raised} goes to nobody"),
            _ => format!("{raised} ends at {}, who cannot decide", self.role(last)),
        };
        let (what, why) = match &end.stop {
            Stop::NoNext => (What::DeadEnd, format!("{} escalates to nobody", self.role(last))),
            Stop::Unmanned(roles) => {
                let names: Vec<String> = roles.iter().map(|role| self.role(*role)).collect();
                (What::DeadEnd, format!("nobody can act as {}", names.join(" or ")))
            }
            Stop::OnlyItself { role, post } => {
                let raiser = end.way.first().and_then(|stand| stand.raiser);
                let which = if raiser == Some(*post) { "raised it" } else { "passes it on" };
                let words =
                    format!("only {} could act as {}, and that is who {which}", self.post(*post), self.role(*role));
                (What::ToItself, words)
            }
        };
        self.fault(what, way, format!("{fate}: {why}"))
    }

    /// What is wrong with who holds a post of some role.
    fn unheld(&self, post: usize) -> Option<Fault> {
        let own = self.chain.posts.get(post)?;
        let role = self.chain.roles.iter().position(|role| role.posts.contains(&post))?;
        let state = match own.filled {
            Truth::True => return None,
            Truth::False => "is vacant",
            Truth::Unknown => "may be vacant, which nobody wrote down,",
        };
        let lack = match own.deputy {
            None => "has no deputy".to_owned(),
            Some(deputy) if !self.chain.can_act(deputy, None) => {
                format!("its deputy, {}, is vacant too", self.post(deputy))
            }
            Some(_) => return None,
        };
        Some(self.fault(What::Unheld, vec![role], format!("the post {} {state} and {lack}", self.post(post))))
    }

    /// What is wrong with the time, if the whole has a limit.
    fn time(&self) -> Option<Fault> {
        let limit = self.chain.limit?;
        let unknown = |why: String| {
            let words = format!("nobody can tell whether an issue is decided within {limit}: {why}");
            Some(self.fault(What::TimeUnknown, Vec::new(), words))
        };
        match longest(self.chain, self.vacant) {
            Longest::Takes(time, way) => match keeps_to(time, limit) {
                Some(true) => None,
                Some(false) => {
                    let words = format!(
                        "the levels may take {time} together, more than the limit of {limit}: {}",
                        self.way(&way)
                    );
                    Some(self.fault(What::TooLong, way, words))
                }
                None => unknown(format!("the levels may take {time} together, which counts other days")),
            },
            Longest::NoLimit(role) => unknown(format!("no time limit is stated for {}", self.role(role))),
            Longest::Mixed => unknown("the levels' limits count different things".to_owned()),
            // With a post vacant, that an issue goes nowhere or round for ever is told as such.
            Longest::NoEnd if self.vacant.is_some() => None,
            Longest::NoEnd => unknown("an issue can go nowhere, or round for ever".to_owned()),
        }
    }
}
