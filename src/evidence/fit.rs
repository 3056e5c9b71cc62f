//! How far the paragraphs that are cited meet the words of a question, beside the others of the plan.
//!
//! A plain lexical measure, to order the work of those who read: no model, nothing learnt. It
//! tells that texts use the same words, and never that one bears the other out.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Share;
use super::overlap::content_words;

/// At most so many paragraphs are named as fitting better.
const MOST_BETTER: usize = 3;

/// How many times better than what is cited another paragraph must fit to make a citation unlikely.
const FAR_BETTER: usize = 3;

/// The words of a plan: for each, the positions of the paragraphs that hold it. Made once a plan.
#[derive(Debug, Clone, Default)]
pub struct PlanWords {
    /// How many content words each paragraph has.
    lengths: Vec<usize>,
    held_by: BTreeMap<String, Vec<usize>>,
}

/// What the measure says of a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likelihood {
    /// No word of the question comes back in what is cited, or another paragraph fits at least three
    /// times as well.
    Unlikely,
    /// Neither this nor that.
    Unsaid,
    /// No other paragraph fits better.
    Likely,
}

/// How what is cited meets a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// The words of the question that come back in what is cited, taken together.
    pub share: Share,
    /// What that says.
    pub likelihood: Likelihood,
    /// The positions of up to three other paragraphs that meet two words or more and fit better than
    /// the best of those that are cited; the best first, and of equals the earlier.
    pub better: Vec<usize>,
}

/// What a paragraph has of a question: the weight of the words that it meets, and how many they are.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    weight: usize,
    words: usize,
}

impl PlanWords {
    /// Takes up the texts of a plan's paragraphs, each with its heading, in their order.
    pub fn new(texts: impl Iterator<Item = String>) -> Self {
        let mut plan = Self::default();
        for (position, text) in texts.enumerate() {
            let words = content_words(&text);
            plan.lengths.push(words.len());
            for word in words {
                plan.held_by.entry(word).or_default().push(position);
            }
        }
        plan
    }

    /// Holds what is cited, by position, against the question and the rest of the plan.
    ///
    /// A word weighs 1 if more than half of the paragraphs hold it, and one more each time that so
    /// many halve: a word of one paragraph in a hundred weighs 7. How well a paragraph fits is the
    /// weight of the words that it meets, less the more words it has: one of average length counts
    /// in full, one of three times that by half. Takes the time of looking the question's words up,
    /// however long the plan is.
    pub fn fit(&self, question: &str, cited: &[usize]) -> Fit {
        let asked = content_words(question);
        let cited: BTreeSet<usize> = cited.iter().copied().collect();
        let mut share = Share { hits: 0, total: asked.len() };
        let mut met: BTreeMap<usize, Met> = BTreeMap::new();
        for holders in asked.iter().filter_map(|word| self.held_by.get(word)) {
            let weight = self.weight(holders.len());
            share.hits += usize::from(holders.iter().any(|holder| cited.contains(holder)));
            for holder in holders {
                let met = met.entry(*holder).or_default();
                met.weight += weight;
                met.words += 1;
            }
        }
        let value = |(position, met): (&usize, &Met)| self.value(met.weight, *position);
        let own = met.iter().filter(|(position, _)| cited.contains(position)).map(value).max().unwrap_or(0);
        let mut better: Vec<(usize, usize)> = met
            .iter()
            .filter(|(position, met)| !cited.contains(position) && met.words >= 2)
            .map(|(position, met)| (self.value(met.weight, *position), *position))
            .filter(|(value, _)| *value > own)
            .collect();
        better.sort_by_key(|(value, position)| (Reverse(*value), *position));
        let likelihood = match better.first() {
            _ if share.hits == 0 => Likelihood::Unlikely,
            Some((best, _)) if *best >= FAR_BETTER * own => Likelihood::Unlikely,
            Some(_) => Likelihood::Unsaid,
            None => Likelihood::Likely,
        };
        Fit { share, likelihood, better: better.into_iter().take(MOST_BETTER).map(|(_, position)| position).collect() }
    }

    /// What a word weighs that so many paragraphs hold.
    fn weight(&self, holders: usize) -> usize {
        let share = (self.lengths.len() / holders.max(1)).max(1);
        // At most 64.
        1 + share.ilog2() as usize
    }

    /// How well a paragraph fits, in hundredths of a weight.
    fn value(&self, weight: usize, position: usize) -> usize {
        let average = (self.lengths.iter().sum::<usize>() / self.lengths.len().max(1)).max(1);
        let length = self.lengths.get(position).copied().unwrap_or(average);
        weight * 200 * average / (average + length)
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
            "Delivery of the plan is reported to the Board, and risks are.",
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
    fn a_long_paragraph_counts_for_less() {
        // Content words: board, govern, delivery; child, help, design, plan; plan, publish; delivery,
        // plan, report, board, risk. 14 in four paragraphs: 3 on average, in whole words.
        let plan = plan();
        assert_eq!(plan.lengths, [3, 4, 2, 5]);
        // 1 x 200 x 3 / (3 + length)
        assert_eq!([0, 1, 2, 3].map(|position| plan.value(1, position)), [100, 85, 120, 75]);
    }

    #[test]
    fn what_is_cited_is_held_against_the_rest() {
        // "board" 2 and "delivery" 2 stand in 0 and 3; "risk" 3 in 3 only; "budget" and "see" nowhere.
        let fit = plan().fit("Does the board see risks, delivery and budget?", &[0]);
        assert_eq!(fit.share, Share { hits: 2, total: 5 });
        // 7 of the longer paragraph 3 is 525; 4 of paragraph 0 is 400: better, and not three times.
        assert_eq!((fit.likelihood, fit.better), (Likelihood::Unsaid, vec![3]));
        let fit = plan().fit("Does the board see risks, delivery and budget?", &[3]);
        assert_eq!((fit.share.hits, fit.likelihood, fit.better), (3, Likelihood::Likely, vec![]));
    }

    #[test]
    fn three_times_as_well_elsewhere_or_no_word_at_all_is_unlikely() {
        // "plan" 1 here: 120. "child" 3, "design" 3 and "plan" 1 in paragraph 1: 600.
        let fit = plan().fit("children designed the plan", &[2]);
        assert_eq!((fit.likelihood, fit.better), (Likelihood::Unlikely, vec![1]));
        // "plan" and "publish" in paragraph 2: 4 x 120. "plan" in paragraph 1: 85.
        let fit = plan().fit("publish the plan", &[1]);
        assert_eq!((fit.likelihood, fit.better), (Likelihood::Unlikely, vec![2]));
        // One word elsewhere is too little to name the paragraph.
        let fit = plan().fit("risks", &[2]);
        assert_eq!((fit.likelihood, fit.better), (Likelihood::Unlikely, vec![]));
    }

    #[test]
    fn the_words_of_paragraphs_that_are_cited_together_count_together() {
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
