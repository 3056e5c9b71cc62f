//! What a schema says of one place: its fields, its title, how its items are called.

use serde_json::Value as Json;

use crate::document::{Node, Value};

/// One place of a schema; cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Shape<'s> {
    schema: &'s Json,
    place: &'s Json,
    /// The referring place, whose title and description come before those of its target.
    referred_from: Option<&'s Json>,
}

/// What a sign-off block is a sign-off of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// The part that holds the block.
    Holder,
    /// The whole document.
    Document,
}

impl<'s> Shape<'s> {
    pub(super) fn of_schema(schema: &'s Json) -> Self {
        Shape { schema, place: schema, referred_from: None }
    }

    fn at(self, place: &'s Json) -> Self {
        // Every reference of our schemas is of this form (tested), and a look-up by name is ten
        // times as fast as one by pointer.
        let target = place
            .get("$ref")
            .and_then(Json::as_str)
            .and_then(|reference| self.schema.get("$defs")?.get(reference.strip_prefix("#/$defs/")?));
        match target {
            Some(target) => Shape { schema: self.schema, place: target, referred_from: Some(place) },
            None => Shape { schema: self.schema, place, referred_from: None },
        }
    }

    /// The shape of a field; none where the schema does not know the field.
    pub fn field(self, name: &str) -> Option<Shape<'s>> {
        self.place.get("properties")?.get(name).map(|place| self.at(place))
    }

    /// The shape of the nearest field of a name at any depth below; none where there is none.
    pub fn below(self, name: &str) -> Option<Shape<'s>> {
        // A quorum holds quorums: what cannot end is cut off below anything that a kind has.
        const DEEPEST: usize = 8;
        let mut level = vec![self];
        for _ in 0..DEEPEST {
            if let Some(found) = level.iter().find_map(|shape| shape.field(name)) {
                return Some(found);
            }
            let inner = |shape: Shape<'s>| {
                shape.fields().filter_map(move |field| shape.field(field)).chain(shape.items()).collect::<Vec<_>>()
            };
            level = level.into_iter().flat_map(inner).collect();
        }
        None
    }

    /// The names of the fields, in the order of the alphabet.
    pub fn fields(self) -> impl Iterator<Item = &'s str> {
        self.place
            .get("properties")
            .and_then(Json::as_object)
            .into_iter()
            .flat_map(|fields| fields.keys().map(String::as_str))
    }

    /// Whether the schema must list the field for a document to be well formed.
    pub fn requires(self, name: &str) -> bool {
        self.place
            .get("required")
            .and_then(Json::as_array)
            .is_some_and(|names| names.iter().any(|required| required == name))
    }

    /// Whether fields beyond the listed ones are refused, so that the list is the whole truth.
    pub fn is_closed(self) -> bool {
        self.place.get("additionalProperties") == Some(&Json::Bool(false))
    }

    /// The texts that the place may hold, where the schema lists them.
    pub fn allowed(self) -> impl Iterator<Item = &'s str> {
        self.place.get("enum").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str)
    }

    /// The type of the place in the words of JSON Schema; none where the schema allows several.
    pub fn type_name(self) -> Option<&'s str> {
        self.place.get("type").and_then(Json::as_str)
    }

    /// The shape of each item of a list.
    pub fn items(self) -> Option<Shape<'s>> {
        self.place.get("items").map(|place| self.at(place))
    }

    /// Whether any text may stand here.
    pub fn is_free_text(self) -> bool {
        let narrows = ["enum", "const", "pattern", "format"].iter().any(|word| self.place.get(word).is_some());
        self.place.get("type").and_then(Json::as_str) == Some("string") && !narrows
    }

    /// The title that a person reads.
    pub fn title(self) -> Option<&'s str> {
        self.annotation("title")
    }

    /// The description that a person reads.
    pub fn description(self) -> Option<&'s str> {
        self.annotation("description")
    }

    /// Whether a person has a name for what stands here, such as `action 4.2`.
    pub fn has_label(self) -> bool {
        self.annotation("x-label").is_some()
    }

    /// The field that tells the items of a list apart, on the shape of an item.
    pub fn identity_field(self) -> Option<&'s str> {
        self.annotation("x-identity")
    }

    /// Whether the place is a sign-off block, and of what.
    pub fn sign_off(self) -> Option<Signed> {
        match self.annotation("x-sign-off")? {
            "document" => Some(Signed::Document),
            _ => Some(Signed::Holder),
        }
    }

    /// Whether a number may stand here.
    pub fn takes_numbers(self) -> bool {
        self.has_type("number") || self.has_type("integer")
    }

    /// Whether a text may stand here.
    pub fn takes_texts(self) -> bool {
        self.has_type("string")
    }

    fn has_type(self, name: &str) -> bool {
        match self.place.get("type") {
            Some(Json::String(own)) => own == name,
            Some(Json::Array(all)) => all.iter().any(|one| one == name),
            _ => false,
        }
    }

    fn annotation(self, name: &str) -> Option<&'s str> {
        self.referred_from.and_then(|place| place.get(name)).or_else(|| self.place.get(name)).and_then(Json::as_str)
    }

    /// The shape at a place of a document of this shape.
    pub fn of_node(self, node: Node<'_>) -> Option<Shape<'s>> {
        let Some(parent) = node.parent() else { return Some(self) };
        let outer = self.of_node(parent)?;
        match node.key() {
            Some(key) => outer.field(key),
            None => outer.items(),
        }
    }

    pub(super) fn label(self, node: Node<'_>) -> String {
        let Some(shape) = self.of_node(node) else {
            return node.key().or_else(|| node.parent()?.key()).unwrap_or("entry").to_owned();
        };
        let title = shape.title().unwrap_or("entry");
        if let Some(template) = shape.annotation("x-label") {
            return fill(template, title, node);
        }
        match self.nearest_item(node) {
            Some(item) => format!("the {title} of {}", self.label(item)),
            None if node.parent().is_none() => title.to_lowercase(),
            None => format!("the {title}"),
        }
    }

    /// The innermost item of a list with a label of its own that holds the node.
    fn nearest_item<'n>(self, node: Node<'n>) -> Option<Node<'n>> {
        let parent = node.parent()?;
        let labelled = self.of_node(parent).is_some_and(|shape| shape.annotation("x-label").is_some());
        if labelled { Some(parent) } else { self.nearest_item(parent) }
    }
}

/// Fills a label such as `action {reference}` with the fields of a node; `{../reference}` is a
/// field of the item that holds it. Where one is missing the label says so: `action without
/// reference`.
fn fill(template: &str, title: &str, node: Node<'_>) -> String {
    let mut label = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (field, tail) = after.split_once('}').unwrap_or((after, ""));
        label.push_str(before);
        let holder = field.matches("../").try_fold(node, |node, _| item_around(node));
        let field = field.trim_start_matches("../");
        match holder.and_then(|holder| holder.get(field)).map(Node::value) {
            Some(Value::Text(text) | Value::Number(text)) => label.push_str(&shorten(text)),
            _ => return format!("{title} without {}", field.replace('_', " ")),
        }
        rest = tail;
    }
    label + rest
}

/// The item of a list that holds another item.
fn item_around(item: Node<'_>) -> Option<Node<'_>> {
    let mut node = item.parent()?;
    while node.position().is_none() {
        node = node.parent()?;
    }
    Some(node)
}

/// The first words of a text that is too long for a label.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{}...", start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words))
}
