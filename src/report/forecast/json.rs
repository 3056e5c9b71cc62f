//! The forecast for programs; described in `docs/report.md`.

use serde::Serialize;

use super::{ToldForecast, ToldTurn};

#[derive(Serialize)]
struct JsonForecast<'f> {
    quorate: &'static str,
    format: u32,
    as_of: String,
    until: String,
    turns: Vec<JsonTurn<'f>>,
}

#[derive(Serialize)]
struct JsonTurn<'f> {
    id: &'f str,
    on: String,
    rule: &'f str,
    severity: &'f str,
    subject: JsonSubject<'f>,
    before: &'static str,
    after: &'static str,
    /// The waiver that ends; without it the outcome itself turns.
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver: Option<&'f str>,
    says: &'f [String],
    clause: &'f str,
    remedy: &'f str,
}

#[derive(Serialize)]
struct JsonSubject<'f> {
    path: &'f str,
    pointer: &'f str,
    spot: &'f str,
    label: &'f str,
}

/// The forecast as one JSON document.
pub fn render(forecast: &ToldForecast) -> String {
    let of = |turn| JsonTurn::of(turn);
    let told = JsonForecast {
        quorate: env!("CARGO_PKG_VERSION"),
        format: 1,
        as_of: forecast.from.to_string(),
        until: forecast.until.to_string(),
        turns: forecast.turns.iter().map(of).collect(),
    };
    // Texts and numbers always serialise.
    serde_json::to_string_pretty(&told).unwrap_or_default() + "\n"
}

impl<'f> JsonTurn<'f> {
    fn of(turn: &'f ToldTurn) -> Self {
        JsonTurn {
            id: &turn.id,
            on: turn.on.to_string(),
            rule: &turn.rule,
            severity: turn.severity,
            subject: JsonSubject { path: &turn.path, pointer: &turn.pointer, spot: &turn.spot, label: &turn.label },
            before: turn.before.word(),
            after: turn.after.word(),
            waiver: turn.waiver.as_deref(),
            says: &turn.says,
            clause: &turn.clause,
            remedy: &turn.remedy,
        }
    }
}
