//! Where a value goes in a document: `signed_off.by`, `sheets.3.questions.condition-1.answer`.

use std::sync::Arc;

use super::written::{Leaf, Part};
use crate::problem::nearest;
use crate::schema::Shape;

/// What stands in a path for the row's name in the template.
pub(super) const ROW: &str = "{row}";
/// What stands in a path for the text of the column's heading.
pub(super) const HEADING: &str = "{heading}";

/// A path of fields; in a list the next step is the identity of an item.
#[derive(Debug, Clone)]
pub(super) struct Path {
    steps: Vec<Step>,
    /// The shape at the end; the kinds are there as long as the program runs.
    end: Shape<'static>,
}

#[derive(Debug, Clone)]
enum Step {
    Field(String),
    /// The item whose field `key` holds `name`.
    Item {
        key: String,
        name: String,
        /// Whether a name of digits is a number.
        may_be_number: bool,
    },
}

/// A path does not lead anywhere in a kind of document: what is the matter, and the way out.
pub(super) type Astray = (String, String);

/// What fills the gaps of a path, and where it comes from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Gaps<'g> {
    pub(super) row: &'g str,
    pub(super) heading: &'g str,
    /// What stands in the heading's cell and is no data, such as an error, with the cell.
    pub(super) fault: Option<(&'g str, &'g Arc<str>)>,
}

impl Path {
    /// Reads a path that starts at a shape.
    ///
    /// # Errors
    /// A step that the shape does not have, with the nearest that it has.
    pub(super) fn read(text: &str, shape: Shape<'static>) -> Result<Path, Astray> {
        let mut here = shape;
        let mut steps = Vec::new();
        for name in text.split('.') {
            if let Some(item) = here.items() {
                let Some(key) = item.identity_field() else {
                    let what = format!("`{name}` of \"{text}\" is an item of a list whose items have no identity");
                    return Err((what, "let the path end at the list".to_owned()));
                };
                let may_be_number = item.field(key).is_some_and(Shape::takes_numbers);
                steps.push(Step::Item { key: key.to_owned(), name: name.to_owned(), may_be_number });
                here = item;
                continue;
            }
            let Some(next) = here.field(name) else {
                let fields: Vec<&str> = here.fields().collect();
                if let (true, Some(end)) = (fields.is_empty(), text.strip_suffix(name)) {
                    let end = end.trim_end_matches('.');
                    return Err((format!("`{name}` of \"{text}\": `{end}` has no fields"), format!("write `{end}`")));
                }
                let way_out = match nearest(name, fields.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("its fields are {}", fields.join(", ")),
                };
                return Err((format!("`{name}` of \"{text}\" is no field there"), way_out));
            };
            steps.push(Step::Field(name.to_owned()));
            here = next;
        }
        Ok(Path { steps, end: here })
    }

    /// Whether the path takes the text of a heading, so that each heading of its column gives an item.
    pub(super) fn is_by_heading(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Item { name, .. } if name.contains(HEADING)))
    }

    /// Whether the path leads into a list by the identity of an item.
    pub(super) fn is_into_list(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Item { .. }))
    }

    /// The shape at the end of the path.
    pub(super) fn end(&self) -> Shape<'static> {
        self.end
    }

    /// Whether the field at the end takes numbers and nothing else.
    pub(super) fn takes_numbers(&self) -> bool {
        self.end.takes_numbers() && !self.end.takes_texts()
    }

    /// Puts a leaf; items on the way that are not there yet are made, and told to stand where the leaf does.
    /// A list of texts takes it as its one item.
    pub(super) fn put(&self, root: &mut Part, gaps: Gaps<'_>, leaf: Leaf) {
        let spot = leaf.spot.clone();
        if let Some(here) = enter(&self.steps, root, gaps, spot.as_ref()) {
            let is_list = self.end.items().is_some_and(Shape::takes_texts);
            *here = if is_list { Part::List(vec![Part::Leaf(leaf)]) } else { Part::Leaf(leaf) };
        }
    }

    /// Puts any part.
    pub(super) fn put_part(&self, root: &mut Part, part: Part) {
        if let Some(here) = enter(&self.steps, root, Gaps::default(), None) {
            *here = part;
        }
    }

    /// Makes the items on the way, and notes the place: the form has it and it is empty.
    pub(super) fn make_way(&self, root: &mut Part, gaps: Gaps<'_>, spot: &Arc<str>) {
        let last = self.steps.iter().rposition(|step| matches!(step, Step::Item { .. }));
        let (way, fields) = self.steps.split_at_checked(last.map_or(0, |last| last + 1)).unwrap_or((&[], &[]));
        let Some(mut here) = enter(way, root, gaps, Some(spot)) else { return };
        for step in fields {
            let (Step::Field(name), Part::Map(_)) = (step, &*here) else { return };
            if !here.has(name) {
                return here.put(name, Part::Empty(Arc::clone(spot)));
            }
            let Some(next) = here.field(name) else { return };
            here = next;
        }
    }

    /// The same, but not the item that a heading names: the place is known by the heading.
    pub(super) fn make_way_to_heading(&self, root: &mut Part, gaps: Gaps<'_>, spot: &Arc<str>) {
        let is_by_heading = |step: &Step| matches!(step, Step::Item { name, .. } if name.contains(HEADING));
        let way = self.steps.iter().position(is_by_heading).and_then(|heading| self.steps.get(..heading));
        let last = way.and_then(|way| way.iter().rposition(|step| matches!(step, Step::Item { .. })));
        if let Some(way) = last.and_then(|last| self.steps.get(..=last))
            && let Some(here) = enter(way, root, gaps, Some(spot))
            && !here.has(gaps.heading)
        {
            here.put(gaps.heading, Part::Empty(Arc::clone(spot)));
        }
    }

    /// The list at the end of the path, made where it is not there yet.
    pub(super) fn list<'p>(&self, root: &'p mut Part) -> Option<&'p mut Vec<Part>> {
        enter(&self.steps, root, Gaps::default(), None)?.as_list()
    }

    /// What stands at the end of the path, if anything.
    pub(super) fn get<'p>(&self, root: &'p Part) -> Option<&'p Part> {
        self.steps.iter().try_fold(root, |here, step| match (step, here) {
            (Step::Field(name), Part::Map(fields)) => {
                fields.iter().find(|(field, _)| field == name).map(|(_, part)| part)
            }
            (Step::Item { key, name, .. }, Part::List(items)) => items.iter().find(|item| item.is_called(key, name)),
            _ => None,
        })
    }
}

/// Where some steps lead, with all that is not there yet on the way made.
fn enter<'p>(steps: &[Step], root: &'p mut Part, gaps: Gaps<'_>, spot: Option<&Arc<str>>) -> Option<&'p mut Part> {
    let mut here = root;
    for step in steps {
        here = match step {
            Step::Field(name) => here.field(name)?,
            Step::Item { key, name, may_be_number } => {
                let is_by_heading = name.contains(HEADING);
                let name = name.replace(ROW, gaps.row).replace(HEADING, gaps.heading);
                let items = here.as_list()?;
                // Two columns of one heading are two items: a form may print a heading twice.
                let found = items.iter().position(|item| item.is_called(key, &name)).filter(|_| !is_by_heading);
                if found.is_none() {
                    let is_number = *may_be_number && name.bytes().all(|letter| letter.is_ascii_digit());
                    let mut identity = Leaf { is_number, spot: spot.cloned(), ..Leaf::constant(&name) };
                    if let Some((fault, at)) = gaps.fault.filter(|_| is_by_heading) {
                        identity.fault = Some(fault.to_owned());
                        identity.spot = Some(Arc::clone(at));
                    }
                    items.push(Part::Map(vec![(key.clone(), Part::Leaf(identity))]));
                }
                let position = found.unwrap_or(items.len() - 1);
                items.get_mut(position)?
            }
        };
    }
    Some(here)
}
