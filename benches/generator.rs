//! Made-up documents of any size: the same seed gives the same bytes on every machine.
//!
//! The plan is well formed and mostly in order, as real plans are; about one action in twenty
//! lacks its lead, so that the rules have something to find.

use serde_json::{Map, Value, json};

/// Actions of each recommendation.
const ACTIONS: usize = 8;
/// Measures of each recommendation.
const MEASURES: usize = 6;

const VERBS: [&str; 6] = ["Review", "Publish", "Audit", "Rewrite", "Agree", "Test"];
const THINGS: [&str; 6] = [
    "the pathway for early help with all partners",
    "the escalation policy and its use by frontline teams",
    "the complaints reports of the last four quarters",
    "the training offer for newly qualified staff",
    "the dataset on children missing from home or care",
    "the minutes of the monthly multi-agency meeting",
];
const POSTS: [&str; 4] = ["Head of Service", "Principal Social Worker", "Group Manager", "Quality Assurance Lead"];
const MONTHS: [&str; 4] = ["Dec 2015", "Mar 2016", "June 2016", "Q4 2016/17"];
const COUNTED: [&str; 4] = [
    "assessments completed in time",
    "visits recorded in 24 hours",
    "plans with a clear outcome",
    "audits graded good or better",
];

/// Xorshift: all that a benchmark needs of chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    /// True once in `times`.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

/// An improvement plan; 25 recommendations make about 60 KB of JSON.
pub fn plan(recommendations: usize, seed: u64) -> Value {
    let mut chance = Chance(seed | 1);
    let recommendations: Vec<Value> = (1..=recommendations).map(|number| recommendation(number, &mut chance)).collect();
    json!({
        "kind": "improvement-plan",
        "id": "generated-plan",
        "title": "Generated improvement plan",
        "date": "November 2015",
        "accountable_body": "Health and Wellbeing Board",
        "priorities": (1..=4)
            .map(|number| json!({ "number": number, "title": "One of four" }))
            .collect::<Vec<Value>>(),
        "recommendations": recommendations,
    })
}

fn recommendation(number: usize, chance: &mut Chance) -> Value {
    let mut fields = Map::new();
    fields.insert("reference".into(), json!(number.to_string()));
    fields.insert("priority".into(), json!(1 + chance.below(4)));
    fields.insert("text".into(), json!(format!("{} {}", chance.pick(&VERBS), chance.pick(&THINGS))));
    fields.insert("lead_body".into(), json!("Children and Families Senior Leadership Team"));
    let actions: Vec<Value> = (1..=ACTIONS).map(|action| self::action(number, action, chance)).collect();
    fields.insert("actions".into(), json!(actions));
    let measures: Vec<Value> = (1..=MEASURES).map(|measure| self::measure(measure, chance)).collect();
    fields.insert("measures".into(), json!(measures));
    if chance.once_in(3) {
        fields.insert(
            "sign_off".into(),
            json!({
                "phase_1": { "date": "2016-03-22", "minute": "14" },
                "phase_2": { "date": if chance.once_in(4) { "2016-01-26" } else { "2016-09-27" }, "minute": "31" },
            }),
        );
    }
    Value::Object(fields)
}

fn action(recommendation: usize, number: usize, chance: &mut Chance) -> Value {
    let mut fields = Map::new();
    fields.insert("reference".into(), json!(format!("{recommendation}.{number}")));
    fields.insert("text".into(), json!(format!("{} {}", chance.pick(&VERBS), chance.pick(&THINGS))));
    if !chance.once_in(20) {
        fields.insert("lead".into(), json!(chance.pick(&POSTS)));
    }
    fields.insert("review_date".into(), json!(chance.pick(&MONTHS)));
    if chance.once_in(3) {
        fields.insert("status".into(), json!("COMPLETED"));
        fields.insert("completed".into(), json!(format!("2015-10-{:02}", 1 + chance.below(28))));
    } else {
        fields.insert("status".into(), json!("on track"));
    }
    Value::Object(fields)
}

fn measure(number: usize, chance: &mut Chance) -> Value {
    let good = 60 + chance.below(20);
    json!({
        "text": format!("{number}: percentage of {}", chance.pick(&COUNTED)),
        "unit": "per cent",
        "bands": {
            "requires_improvement": format!("{}-{}", good - 15, good - 1),
            "good": format!("{good}-{}", good + 14),
            "outstanding": format!("{}-100", good + 15),
        },
        "latest": 40 + chance.below(55),
    })
}

/// The same document as an officer would write it in YAML.
pub fn as_yaml(document: &Value) -> String {
    let mut text = String::new();
    write_yaml(document, 0, &mut text);
    text
}

/// Writes a list or a map line by line; the caller has indented the first line.
fn write_yaml(value: &Value, indent: usize, text: &mut String) {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(key, value)| (format!("{key}:"), value)).collect(),
        Value::Array(items) => items.iter().map(|item| ("-".to_owned(), item)).collect(),
        // JSON's quotation marks mean the same in YAML.
        scalar => return text.push_str(&format!("{scalar}\n")),
    };
    for (index, (start, member)) in members.iter().enumerate() {
        if index > 0 {
            text.push_str(&" ".repeat(indent));
        }
        text.push_str(start);
        match member {
            Value::Object(_) | Value::Array(_) if start == "-" => {
                text.push(' ');
                write_yaml(member, indent + 2, text);
            }
            Value::Object(_) | Value::Array(_) => {
                text.push_str(&format!("\n{}", " ".repeat(indent + 2)));
                write_yaml(member, indent + 2, text);
            }
            scalar => text.push_str(&format!(" {scalar}\n")),
        }
    }
}

/// A plan as plain text with numbered sections and paragraphs, of at least `bytes` bytes; its
/// figures (dates, money, posts) look like paragraph numbers and are none.
pub fn plan_text(bytes: usize, seed: u64) -> String {
    let mut chance = Chance(seed | 1);
    let mut text = String::new();
    let mut section = 0;
    while text.len() < bytes {
        section += 1;
        text.push_str(&format!("Section {section} - {}\n\n", chance.pick(&THINGS)));
        for part in 1..=4 {
            text.push_str(&format!("{section}.{part} {}\n\n", chance.pick(&COUNTED)));
            for paragraph in 1..=6 {
                text.push_str(&format!("{section}.{part}.{paragraph} "));
                for _ in 0..3 + chance.below(5) {
                    text.push_str(&format!("{} {}. ", chance.pick(&VERBS), chance.pick(&THINGS)));
                }
                text.push_str(&format!(
                    "The team has\n2.{} wte posts and £1.{} m from 1.4.2015.\n\n",
                    chance.below(10),
                    chance.below(10)
                ));
            }
        }
    }
    text
}
