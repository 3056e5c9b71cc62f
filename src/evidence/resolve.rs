//! Looks references up among the labels of a plan.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::{Reference, ReferenceKind};
use crate::label::{Label, Mark};

/// The labels of a plan and where each of them stands.
#[derive(Debug, Clone, Default)]
pub struct Index {
    places: BTreeMap<Label, Vec<usize>>,
}

/// A label that the plan does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dangling {
    /// The label that was looked for.
    pub label: Label,
    /// See [`Resolution::Dangling`].
    pub nearest: Vec<Label>,
}

/// What became of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// The positions of the place, ascending; several when a label repeats, when a section is
    /// only there by its children, and for a range, both of whose ends exist.
    Found(Vec<usize>),
    /// The plan has no such place.
    Dangling {
        /// Up to three labels that exist, in this order: the nearest one above it (7.5 for
        /// 7.5.9), the sibling before it (7.5.5) and the sibling after it (7.5.11). Where there is
        /// no such kin: the sections before and after it, or, for an appendix, all appendices.
        nearest: Vec<Label>,
    },
    /// A range of which one end or both are missing.
    PartialRange {
        /// The positions of the labels between the ends, ascending.
        found: Vec<usize>,
        /// The missing ends, first and last in that order.
        dangling: Vec<Dangling>,
    },
    /// A page, a document or a slip: the labels of a plan cannot tell.
    NotChecked,
}

impl Index {
    /// Builds an index of labels and their positions (of entries, lines or bytes, as the caller
    /// likes). Labels may repeat.
    pub fn new(labels: impl Iterator<Item = (Label, usize)>) -> Self {
        let mut places: BTreeMap<Label, Vec<usize>> = BTreeMap::new();
        for (label, position) in labels {
            places.entry(canonical(label)).or_default().push(position);
        }
        Self { places }
    }

    /// The positions of a label, or of the label that means the same place, or of its children.
    fn positions(&self, label: &Label) -> Option<Vec<usize>> {
        let exact = self.places.get(label).or_else(|| self.places.get(&twin(label)?));
        if let Some(positions) = exact {
            return Some(sorted(positions.clone()));
        }
        let number = number(label)?;
        let children: Vec<usize> = self
            .after(Label::Paragraph(number.clone()))
            .take_while(|(child, _)| matches!(child, Label::Paragraph(parts) if parts.starts_with(&number)))
            .flat_map(|(_, positions)| positions.iter().copied())
            .collect();
        (!children.is_empty()).then(|| sorted(children))
    }

    fn after(&self, label: Label) -> impl Iterator<Item = (&Label, &Vec<usize>)> {
        self.places.range((Bound::Excluded(label), Bound::Unbounded))
    }

    fn nearest(&self, label: &Label) -> Vec<Label> {
        let family = |other: &Label| siblings(label, other);
        let mut before: Option<&Label> = None;
        let mut after: Option<&Label> = None;
        for other in self.places.keys().filter(|other| family(other)) {
            match order(other).cmp(&order(label)) {
                std::cmp::Ordering::Less if before.is_none_or(|best| order(best) < order(other)) => {
                    before = Some(other)
                }
                std::cmp::Ordering::Greater if after.is_none_or(|best| order(best) > order(other)) => {
                    after = Some(other)
                }
                _ => {}
            }
        }
        let kin: Vec<Label> = self.parent(label).into_iter().chain(before.cloned()).chain(after.cloned()).collect();
        if kin.is_empty() { self.away_from_kin(label) } else { kin }
    }

    /// What the plan offers to a label of which it has no kin: the sections before and after it, or
    /// the nearest paragraphs if it numbers no sections; all appendices for an appendix.
    fn away_from_kin(&self, label: &Label) -> Vec<Label> {
        let is_appendix = |label: &Label| matches!(label, Label::Appendix(_));
        let mut alike: Vec<&Label> =
            self.places.keys().filter(|other| is_appendix(other) == is_appendix(label)).collect();
        if is_appendix(label) {
            return alike.into_iter().cloned().collect();
        }
        if alike.iter().any(|other| is_section(other)) {
            alike.retain(|other| is_section(other));
        }
        let before = alike.iter().filter(|other| order(other) < order(label)).max_by_key(|other| order(other));
        let after = alike.iter().filter(|other| order(other) > order(label)).min_by_key(|other| order(other));
        before.into_iter().chain(after).map(|found| (*found).clone()).collect()
    }

    /// The label in the plan's own writing: "Appendix I" is Appendix 1 where the plan has no letters.
    fn written_by_plan(&self, label: &Label) -> Label {
        let label = canonical(label.clone());
        let lettered = |other: &Label| matches!(other, Label::Appendix(Mark::Letter(letter)) if !is_roman(*letter));
        let other = roman_twin(&label).filter(|other| self.places.contains_key(other));
        match other {
            Some(other) if !self.places.contains_key(&label) && !self.places.keys().any(lettered) => other,
            _ => label,
        }
    }

    /// The nearest existing label above a paragraph.
    fn parent(&self, label: &Label) -> Option<Label> {
        let parts = number(label)?;
        (1..parts.len()).rev().find_map(|length| {
            let above = Label::Paragraph(parts.iter().take(length).copied().collect());
            let same = twin(&above);
            [Some(above), same].into_iter().flatten().find(|label| self.places.contains_key(label))
        })
    }

    fn range(&self, from: &Label, to: &Label) -> Resolution {
        // Ends in the wrong order mean the same places.
        let (low, high) = if order(from) <= order(to) { (from, to) } else { (to, from) };
        let between = self.places.iter().filter(|(label, _)| comparable(low, label) && within(low, high, label));
        let mut found: Vec<usize> = between.flat_map(|(_, positions)| positions.iter().copied()).collect();
        let mut dangling = Vec::new();
        for end in [from, to] {
            match self.positions(end) {
                Some(positions) => found.extend(positions),
                None => dangling.push(Dangling { label: end.clone(), nearest: self.nearest(end) }),
            }
        }
        let found = sorted(found);
        if dangling.is_empty() { Resolution::Found(found) } else { Resolution::PartialRange { found, dangling } }
    }
}

/// Looks a reference up.
///
/// "Section 7.5.2" and "paragraph 7.5.2" mean the same place, and so do "Section 9" and
/// "paragraph 9": the label as written is looked up first, then the other. When neither exists but
/// places below it do (9.1), these are the place. A range takes all labels from its first to its
/// last end, with the paragraphs below all but the last; a range of sections takes whole sections.
pub fn resolve(reference: &Reference, index: &Index) -> Resolution {
    match &reference.kind {
        ReferenceKind::ParagraphRange { from, to } => {
            index.range(&index.written_by_plan(from), &index.written_by_plan(to))
        }
        kind => {
            let Some(label) = kind.label().map(|label| index.written_by_plan(&label)) else {
                return Resolution::NotChecked;
            };
            match index.positions(&label) {
                Some(positions) => Resolution::Found(positions),
                None => Resolution::Dangling { nearest: index.nearest(&label) },
            }
        }
    }
}

fn sorted(mut positions: Vec<usize>) -> Vec<usize> {
    positions.sort_unstable();
    positions.dedup();
    positions
}

/// Letters of appendices are upper case.
fn canonical(label: Label) -> Label {
    match label {
        Label::Appendix(Mark::Letter(letter)) => Label::Appendix(Mark::Letter(letter.to_ascii_uppercase())),
        other => other,
    }
}

/// The capitals that are Roman numerals by themselves.
const ROMAN: [(char, u32); 3] = [('I', 1), ('V', 5), ('X', 10)];

fn is_roman(letter: char) -> bool {
    ROMAN.iter().any(|(numeral, _)| *numeral == letter)
}

/// "Appendix V" for "Appendix 5", and the other way about.
fn roman_twin(label: &Label) -> Option<Label> {
    let Label::Appendix(mark) = label else { return None };
    let twin = ROMAN.iter().find_map(|(numeral, value)| match mark {
        Mark::Letter(letter) => (letter == numeral).then_some(Mark::Number(*value)),
        Mark::Number(number) => (number == value).then_some(Mark::Letter(*numeral)),
    });
    twin.map(Label::Appendix)
}

/// A numbered place that is no part of another.
fn is_section(label: &Label) -> bool {
    number(label).is_some_and(|parts| parts.len() == 1)
}

/// The label that means the same place: Section 9 and paragraph 9.
fn twin(label: &Label) -> Option<Label> {
    match label {
        Label::Section(number) => Some(Label::Paragraph(vec![*number])),
        Label::Paragraph(parts) => match parts.as_slice() {
            [number] => Some(Label::Section(*number)),
            _ => None,
        },
        Label::Appendix(_) => None,
    }
}

/// The number of a paragraph or section.
fn number(label: &Label) -> Option<Vec<u32>> {
    match label {
        Label::Section(number) => Some(vec![*number]),
        Label::Paragraph(parts) => Some(parts.clone()),
        Label::Appendix(_) => None,
    }
}

/// Orders sections among paragraphs by their number.
fn order(label: &Label) -> Label {
    number(label).map_or_else(|| label.clone(), Label::Paragraph)
}

/// Both are sections or paragraphs, or both are appendices with the same kind of mark.
fn comparable(one: &Label, other: &Label) -> bool {
    match (one, other) {
        (Label::Appendix(one), Label::Appendix(other)) => std::mem::discriminant(one) == std::mem::discriminant(other),
        (Label::Appendix(_), _) | (_, Label::Appendix(_)) => false,
        _ => true,
    }
}

/// Different places under the same parent.
fn siblings(one: &Label, other: &Label) -> bool {
    let same_parent = match (number(one), number(other)) {
        (Some(one), Some(other)) => one.len() == other.len() && one.iter().rev().skip(1).eq(other.iter().rev().skip(1)),
        _ => true,
    };
    comparable(one, other) && same_parent
}

/// Between the two ends, or a paragraph of the section at the end.
fn within(low: &Label, high: &Label, label: &Label) -> bool {
    let place = order(label);
    let in_last_section = match (number(high).as_deref(), number(label)) {
        (Some([last]), Some(parts)) => parts.first() == Some(last),
        _ => false,
    };
    place >= order(low) && (place <= order(high) || in_last_section)
}
