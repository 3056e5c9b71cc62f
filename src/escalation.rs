//! Chains of escalation as graphs: who passes an issue to whom, until somebody decides.
//!
//! Roles are held by posts. An issue starts with a role that raises issues and goes from role to
//! role; at each it is in the hands of one post. A post passes on to any role that its own role
//! escalates to, but never to itself, and never back to the post that raised the issue. A chain
//! holds if every way that an issue can take ends with a post that decides. [`examine`] looks for
//! the shortest way that does not, as the chain stands and again with each post vacant.

mod faults;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
mod time;
mod walk;

use crate::calendar::{Period, Truth};

pub use faults::{Fault, What, examine, with_vacant};
pub use time::{Longest, longest};
pub use walk::way_between;

/// A chain: roles and posts refer to each other by their places in these lists.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    /// The roles.
    pub roles: Vec<Role>,
    /// The posts.
    pub posts: Vec<Post>,
    /// The limit on the time that a whole escalation may take.
    pub limit: Option<Period>,
}

/// A role: a level of the chain, or those who raise issues.
#[derive(Debug, Clone, Default)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// Whether issues start with it.
    pub raises: bool,
    /// Whether it decides what comes to it; else it can only try, and pass on.
    pub decides: bool,
    /// The posts that hold it, each of which can act; none for a group without posts of its own.
    pub posts: Vec<usize>,
    /// The roles that it may pass an issue to.
    pub escalates_to: Vec<usize>,
    /// How long it may take with an issue.
    pub within: Option<Period>,
}

/// A post.
#[derive(Debug, Clone)]
pub struct Post {
    /// Its name.
    pub name: String,
    /// Whether somebody holds it.
    pub filled: Truth,
    /// The post that acts for it while it is vacant.
    pub deputy: Option<usize>,
}

impl Chain {
    /// Whether a post can act: nobody says that it is vacant, and it is not the one taken as vacant.
    fn can_act(&self, post: usize, vacant: Option<usize>) -> bool {
        vacant != Some(post) && self.posts.get(post).is_some_and(|post| post.filled != Truth::False)
    }

    /// The posts that can act in a role: those that hold it, and the deputies of those that are vacant.
    fn actors(&self, role: &Role, vacant: Option<usize>) -> Vec<usize> {
        let acting = |post: &usize| {
            if self.can_act(*post, vacant) {
                return Some(*post);
            }
            self.posts.get(*post)?.deputy.filter(|deputy| self.can_act(*deputy, vacant))
        };
        let mut actors: Vec<usize> = role.posts.iter().filter_map(acting).collect();
        actors.sort_unstable();
        actors.dedup();
        actors
    }

    /// The roles in which anybody can act; those who raise issues need no post.
    fn is_manned(&self, role: &Role, vacant: Option<usize>) -> bool {
        (role.raises && role.posts.is_empty()) || !self.actors(role, vacant).is_empty()
    }
}
