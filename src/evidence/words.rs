//! The words that matter in an evidence cell: keywords, units, and words around numbers.

use crate::month::month_number;

/// What a keyword introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    /// "paragraph", "para", "§".
    Paragraph,
    /// "section", "s.", "chapter".
    Section,
    /// "appendix", "annex".
    Appendix,
    /// "page", "p.", "pp.".
    Page,
}

/// The keyword that a word is, in any case; the word comes without its dot.
pub(super) fn keyword(word: &str) -> Option<Keyword> {
    match word.to_lowercase().as_str() {
        "paragraph" | "paragraphs" | "para" | "paras" | "par" | "clause" | "clauses" => Some(Keyword::Paragraph),
        "section" | "sections" | "sec" | "sect" | "secs" | "s" | "ss" | "chapter" | "chapters" | "chap" => {
            Some(Keyword::Section)
        }
        "appendix" | "appendices" | "appendixes" | "app" | "apps" | "appx" | "annex" | "annexes" | "annexe" => {
            Some(Keyword::Appendix)
        }
        "page" | "pages" | "p" | "pp" | "pg" | "pgs" => Some(Keyword::Page),
        _ => None,
    }
}

/// Words behind a number that make it a quantity, a time or the day of a date.
pub(super) fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 43] = [
        "wte",
        "wtes",
        "fte",
        "ftes",
        "percent",
        "percentage",
        "million",
        "millions",
        "billion",
        "thousand",
        "hundred",
        "m",
        "bn",
        "k",
        "am",
        "pm",
        "noon",
        "pence",
        "hour",
        "hours",
        "hrs",
        "minutes",
        "mins",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "miles",
        "km",
        "kg",
        "mg",
        "ml",
        "gb",
        "mb",
        "times",
        "points",
        "posts",
        "staff",
        "people",
    ];
    let word = word.to_lowercase();
    UNITS.contains(&word.as_str()) || month_number(&word).is_some()
}

/// Words before a bare number that make it a quantity or the number of a version.
pub(super) fn leads_to_quantity(word: &str) -> bool {
    const LEADS: [&str; 28] = [
        "of",
        "by",
        "average",
        "averages",
        "averaged",
        "mean",
        "median",
        "approximately",
        "about",
        "around",
        "nearly",
        "over",
        "least",
        "most",
        "than",
        "x",
        "score",
        "scored",
        "version",
        "v",
        "ratio",
        "target",
        "rate",
        "was",
        "is",
        "only",
        "total",
        "roughly",
    ];
    LEADS.contains(&word.to_lowercase().as_str())
}

/// Words before a number that count something else than paragraphs: "minute 4.2", "table 4.2".
pub(super) fn counts_others(word: &str) -> bool {
    const COUNTED: [&str; 15] = [
        "minute", "minutes", "item", "items", "row", "rows", "column", "line", "cell", "tab", "table", "tables",
        "figure", "chart", "slide",
    ];
    COUNTED.contains(&word.to_lowercase().as_str())
}

/// Words before "from 4.3 to 4.5" that tell of a change in a quantity.
pub(super) fn tells_of_change(word: &str) -> bool {
    const CHANGES: [&str; 22] = [
        "rose",
        "rise",
        "risen",
        "rising",
        "increase",
        "increased",
        "increasing",
        "fell",
        "fall",
        "fallen",
        "falling",
        "reduce",
        "reduced",
        "reducing",
        "reduction",
        "improved",
        "improvement",
        "up",
        "down",
        "dropped",
        "grew",
        "moved",
    ];
    CHANGES.contains(&word.to_lowercase().as_str())
}

/// Words before a number with dots that make it a date: "by 7.5.15".
pub(super) fn leads_to_date(word: &str) -> bool {
    const LEADS: [&str; 13] = [
        "on",
        "by",
        "dated",
        "until",
        "from",
        "since",
        "before",
        "after",
        "ending",
        "commencing",
        "deadline",
        "date",
        "published",
    ];
    LEADS.contains(&word.to_lowercase().as_str())
}

/// Words behind the later number of "Appendix 4 and 5" that let it be part of the list: in
/// "Appendix 4 and 5 other plans" it is not.
pub(super) fn may_follow_listed_number(word: &str) -> bool {
    const FOLLOWERS: [&str; 41] = [
        "of",
        "in",
        "for",
        "above",
        "below",
        "on",
        "as",
        "are",
        "which",
        "that",
        "also",
        "and",
        "or",
        "to",
        "show",
        "shows",
        "set",
        "sets",
        "provide",
        "provides",
        "give",
        "gives",
        "contain",
        "contains",
        "attached",
        "refer",
        "refers",
        "detail",
        "details",
        "describe",
        "describes",
        "outline",
        "outlines",
        "cover",
        "covers",
        "explain",
        "explains",
        "demonstrate",
        "with",
        "please",
        "see",
    ];
    FOLLOWERS.contains(&word.to_lowercase().as_str())
}

/// Words behind "Section 75" that make it a section of an Act rather than of the plan.
pub(super) fn is_legal(word: &str) -> bool {
    const LEGAL: [&str; 11] = [
        "agreement",
        "agreements",
        "arrangement",
        "arrangements",
        "notice",
        "notices",
        "order",
        "orders",
        "enquiry",
        "enquiries",
        "partnership",
    ];
    LEGAL.contains(&word.to_lowercase().as_str())
}

/// Nouns that name a document.
pub(super) fn is_document(word: &str) -> bool {
    const DOCUMENTS: [&str; 54] = [
        "tracker",
        "trackers",
        "declaration",
        "declarations",
        "plan",
        "plans",
        "strategy",
        "strategies",
        "assessment",
        "report",
        "reports",
        "policy",
        "policies",
        "register",
        "schedule",
        "minutes",
        "log",
        "template",
        "spreadsheet",
        "workbook",
        "guidance",
        "document",
        "documents",
        "checklist",
        "dashboard",
        "letter",
        "agreement",
        "contract",
        "specification",
        "constitution",
        "website",
        "paper",
        "papers",
        "submission",
        "framework",
        "protocol",
        "baseline",
        "budget",
        "scorecard",
        "prospectus",
        "statement",
        "agenda",
        "charter",
        "toolkit",
        "code",
        "guideline",
        "concordat",
        "jsna",
        "jhws",
        "jlhws",
        "ltp",
        "stp",
        "eia",
        "sla",
    ];
    DOCUMENTS.contains(&word.to_lowercase().as_str())
}

/// An acronym ("JSNA") or the name of a file ("Baseline.xlsx").
pub(super) fn is_name(word: &str) -> bool {
    let capitals = word.chars().filter(|sign| sign.is_uppercase()).count();
    let small = word.chars().filter(|sign| sign.is_lowercase()).count();
    (capitals >= 2 && capitals > small) || is_file(word)
}

/// Ends in the extension of an office document.
pub(super) fn is_file(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(name, extension)| {
        let known = ["doc", "docx", "xls", "xlsx", "pdf", "csv", "ppt", "pptx", "odt", "ods"];
        !name.is_empty() && known.contains(&extension.to_lowercase().as_str())
    })
}

/// Words at which the name of a document ends.
pub(super) fn ends_name(word: &str) -> bool {
    const ENDS: [&str; 36] = [
        "for", "in", "at", "on", "which", "and", "or", "to", "as", "under", "above", "below", "by", "attached", "with",
        "within", "from", "that", "where", "is", "are", "was", "has", "have", "will", "if", "how", "what", "when",
        "who", "why", "of", "page", "pages", "see", "here",
    ];
    ENDS.contains(&word.to_lowercase().as_str())
}

/// Words between "see" and the name of a document.
pub(super) fn precedes_name(word: &str) -> bool {
    const BEFORE: [&str; 15] = [
        "the",
        "our",
        "a",
        "an",
        "this",
        "attached",
        "enclosed",
        "separate",
        "accompanying",
        "also",
        "their",
        "your",
        "both",
        "published",
        "completed",
    ];
    BEFORE.contains(&word.to_lowercase().as_str())
}

/// Words (in small letters) that only join references and say nothing themselves.
pub(super) fn joins(word: &str) -> bool {
    const JOINS: [&str; 19] = [
        "and", "or", "to", "see", "please", "also", "refer", "as", "per", "at", "in", "the", "both", "from", "of",
        "with", "under", "within", "plus",
    ];
    JOINS.contains(&word)
}
