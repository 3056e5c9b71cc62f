//! The page of the words that rules may use, made from the engine that runs them.

use quorate::rule::Chapter;

use crate::support::host;

const HEAD: &str = "# The vocabulary

<!-- Made by a test, tests/suite/book/generated.rs, from what stands beside the registration of each word
in src/rule/vocabulary/: change it there, not here. -->

The words that a rule may use beyond [Rhai](https://rhai.rs) itself. Of Rhai it has arithmetic, logic,
texts, lists and maps: `if`, `for`, `let`, `&&`, `` `${...}` ``, `list[0]`, `list.len()`,
`list.is_empty()`, `list.push(value)`, `list.contains(value)`, `list.filter(|item| ...)`. There is no `eval`, `import`, `print`,
`try`, `throw` or `switch`.

`same_text(left: node, right: node or text) -> true or false ?` reads: the word `same_text` takes a node,
then a node or a text, and gives true or false. What stands in brackets may be left out. The first may
also stand before a dot: `left.same_text(right)`. A part of a value, `quorum.spare`, is read with a dot
only.

- A **node** is a place in a document: a field, a group, an entry of a list. `node.field` gives the node
  of a field. A **value** may be one of several, as the words say; where a list is asked for, a node that
  is a list or a list of nodes. Other names (a *quorum*, a *figure*) are what other words give and take.
- **?** says that the word may end the subject as *open*: always where a node that it reads is absent,
  blank or not written as its kind needs it, and where its description says so. There is nothing to be
  caught: the report names what is missing.
- A word that is used wrongly (a list of texts where nodes are needed) makes the rule *broken*.
- Days are days of the calendar unless the word says working days. Figures are exact decimals.
";

/// The page.
pub(super) fn page() -> String {
    let chapters = host().vocabulary();
    [HEAD.to_owned()].into_iter().chain(chapters.iter().map(section)).collect()
}

fn section(chapter: &Chapter) -> String {
    let words = chapter.words.iter().map(|word| format!("- `{}`\\\n  {}\n", word.signature, word.says));
    format!("\n## {}\n\n{}", chapter.title, words.collect::<String>())
}
