//! How far the paragraphs that are cited meet the words of a question, beside the others of the plan.
//!
//! A plain lexical measure, to order the work of those who read: no model, nothing learnt. It
//! tells that texts use the same words, and never that one bears the other out.

use std::collections::{BTreeMap, BTreeSet};

use super::Share;
use super::overlap::content_words;

/// At most so many paragraphs are named as fitting better.
const MOST_BETTER: usize = 3;

/// The words of a plan: for each, the positions of the paragraphs that hold it. Made once a plan.
#[derive(Debug, Clone, Default)]
pub struct PlanWords {
    paragraphs: usize,
    held_by: BTreeMap<String, Vec<usize>>,
}

/// What the measure says of a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likelihood {
    /// No word of the question comes back in what is cited, or another paragraph meets words of
    /// at least twice the weight.
    Unlikely,
    /// Neither of the two.
    Unsaid,
    /// No other paragraph meets words of greater weight.
    Likely,
}

/// How what is cited meets a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// The words of the question that come back in what is cited, taken together.
    pub share: Share,
    /// What that says.
    pub likelihood: Likelihood,
    /// The positions of up to three other paragraphs that meet two words or more, of greater weight
    /// than those met by what is cited; the best first, and of equals the earlier.
    pub better: Vec<usize>,
}

impl PlanWords {
    /// Takes up the texts of a plan's paragraphs, each with its heading, in their order.
    pub fn new(texts: impl Iterator<Item = String>) -> Self {
        let mut words = Self::default();
        for text in texts {
            for word in content_words(&text) {
                words.held_by.entry(word).or_default().push(words.paragraphs);
            }
            words.paragraphs += 1;
        }
        words
    }

    /// Holds what is cited, by position, against the question and the rest of the plan.
    ///
    /// A word weighs 1 if more than half of the paragraphs hold it, and one more each time that so
    /// many halve: a word of one paragraph in a hundred weighs 7. Takes the time of looking the
    /// question's words up, however long the plan is.
    pub fn fit(&self, question: &str, cited: &[usize]) -> Fit {
        let asked = content_words(question);
        let cited: BTreeSet<usize> = cited.iter().copied().collect();
        let mut share = Share { hits: 0, total: asked.len() };
        let mut own = 0;
        let mut others: BTreeMap<usize, (u32, usize)> = BTreeMap::new();
        for word in &asked {
            let Some(holders) = self.held_by.get(word) else { continue };
            let weight = self.weight(holders.len());
            if holders.iter().any(|holder| cited.contains(holder)) {
                share.hits += 1;
                own += weight;
            }
            for holder in holders.iter().filter(|holder| !cited.contains(holder)) {
                let (score, words) = others.entry(*holder).or_default();
                *score += weight;
                *words += 1;
            }
        }
        let mut better: Vec<(u32, usize)> = others
            .into_iter()
            .filter(|(_, (score, words))| *score > own && *words >= 2)
            .map(|(position, (score, _))| (score, position))
            .collect();
        better.sort_by_key(|(score, position)| (std::cmp::Reverse(*score), *position));
        let likelihood = match better.first() {
            _ if share.hits == 0 => Likelihood::Unlikely,
            Some((best, _)) if *best >= 2 * own => Likelihood::Unlikely,
            Some(_) => Likelihood::Unsaid,
            None => Likelihood::Likely,
        };
        Fit { share, likelihood, better: better.into_iter().take(MOST_BETTER).map(|(_, position)| position).collect() }
    }

    fn weight(&self, holders: usize) -> u32 {
        // `holders` is at least 1: only words that some paragraph holds are weighed.
        1 + (self.paragraphs / holders.max(1)).max(1).ilog2()
    }
}

#[cfg(test)]
mod tests {
    //! The measure on a plan of four paragraphs.

    use super::*;

    fn plan() -> PlanWords {
        let texts = [
            "The Board governs delivery.",
            "Children helped to design the plan.",
            "The plan is published.",
            "Delivery of the plan is reported to the Board; risks are reported too.",
        ];
        PlanWords::new(texts.iter().map(ToString::to_string))
    }

    #[test]
    fn a_word_weighs_more_the_fewer_paragraphs_hold_it() {
        let plan = plan();
        // "plan" stands in three of four, "board" in two, "child" in one.
        assert_eq!([3, 2, 1].map(|holders| plan.weight(holders)), [1, 2, 3]);
    }

    #[test]
    fn what_is_cited_is_held_against_the_rest() {
        // "board" 2 and "delivery" 2 stand in 0 and 3; "risk" 3 in 3 only; "budget" nowhere.
        let fit = plan().fit("Does the board see risks, delivery and budget?", &[0]);
        assert_eq!(fit.share, Share { hits: 2, total: 5 }, "board, see, risk, delivery, budget");
        assert_eq!(fit.better, [3]);
        // 7 is not twice 4.
        assert_eq!(fit.likelihood, Likelihood::Unsaid);
        let fit = plan().fit("Does the board see risks, delivery and budget?", &[3]);
        assert_eq!((fit.share.hits, fit.likelihood, fit.better), (3, Likelihood::Likely, vec![]));
    }

    #[test]
    fn twice_the_weight_elsewhere_or_no_word_at_all_is_unlikely() {
        // "plan" 1 here; "child" 3 and "design" 3 and "plan" 1 in paragraph 1.
        let fit = plan().fit("children designed the plan", &[2]);
        assert_eq!((fit.likelihood, fit.better), (Likelihood::Unlikely, vec![1]));
        // One word elsewhere is too little to name the paragraph.
        let fit = plan().fit("risks", &[2]);
        assert_eq!((fit.likelihood, fit.better), (Likelihood::Unlikely, vec![]));
    }

    #[test]
    fn paragraphs_that_are_cited_together_are_taken_together() {
        let fit = plan().fit("children, delivery", &[0, 1]);
        assert_eq!((fit.share, fit.likelihood), (Share { hits: 2, total: 2 }, Likelihood::Likely));
    }

    #[test]
    fn an_empty_plan_or_question_is_no_fault() {
        let fit = PlanWords::default().fit("children", &[]);
        assert_eq!((fit.share.hits, fit.likelihood), (0, Likelihood::Unlikely));
        assert_eq!(plan().fit("Is it?", &[0]).share, Share::default());
    }
}
