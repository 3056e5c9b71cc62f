//! Whether one person counts at one moment, and why not.

use super::counting::{CoOpted, Deputies, DeputyRules, Proxies, Remote, Stance};
use super::moment::{Known, Moment, clock, same_name};
use super::record::{Attendee, Capacity, Mode, Seat, SeatState};

/// How far a person counts: not at all, from elsewhere, or in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Not counted.
    Out,
    /// Counted, not in the room.
    Counted,
    /// Counted and in the room.
    InRoom,
}

/// What is known of one person at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    /// The least that is certain.
    pub(super) low: Level,
    /// The most that is possible.
    pub(super) high: Level,
    /// Why the person does not count for certain.
    pub(super) reason: Option<String>,
    /// The facts that the record lacks.
    pub(super) unknown: Vec<String>,
    /// Whether it is one of these facts where the person was.
    pub(super) room_unknown: bool,
}

impl Claim {
    /// The claim of somebody who does not count for certain.
    pub(super) fn refused(reason: String) -> Self {
        Self { low: Level::Out, high: Level::Out, reason: Some(reason), unknown: Vec::new(), room_unknown: false }
    }
}

/// Judges one person in one seat at one moment.
pub(super) fn claim(moment: &Moment, attendee: &Attendee, seat: Option<usize>) -> Claim {
    let seat = seat.and_then(|seat| moment.seats.get(seat));
    let mut unknown = Vec::new();
    let checks = [
        capacity(moment, attendee),
        of_seat(moment, attendee, seat),
        as_deputy(moment, attendee, seat),
        presence(moment, attendee, seat),
        interest(moment, attendee),
    ];
    for check in checks {
        match check {
            Check::Counts => {}
            Check::Out(reason) => return Claim::refused(reason),
            Check::Unless(facts) => unknown.extend(facts),
        }
    }
    let certain_so_far = unknown.is_empty();
    let (low, high) = match mode(moment, attendee, seat, &mut unknown) {
        Ok(levels) => levels,
        Err(reason) => return Claim::refused(reason),
    };
    let low = if certain_so_far { low } else { Level::Out };
    Claim { low, high, reason: None, unknown, room_unknown: attendee.mode == Mode::NotRecorded }
}

/// A person in words: by seat, never by name.
pub(super) fn called(attendee: &Attendee) -> String {
    match (&attendee.seat, attendee.capacity) {
        (Some(seat), Capacity::Deputy) => format!("the deputy for {seat}"),
        (Some(seat), Capacity::Proxy) => format!("the proxy for {seat}"),
        (Some(seat), _) => seat.clone(),
        (None, _) => attendee.person.clone(),
    }
}

enum Check {
    Counts,
    Out(String),
    Unless(Vec<String>),
}

fn capacity(moment: &Moment, attendee: &Attendee) -> Check {
    let counting = &moment.clause.counting;
    let out = |reason: &str| Check::Out(reason.to_owned());
    match attendee.capacity {
        Capacity::Absent => out("not present"),
        Capacity::InAttendance => out("in attendance, not a member"),
        Capacity::Observer => out("an observer"),
        Capacity::Proxy => match counting.proxies {
            Proxies::Never => out("a proxy, and the clause does not count proxies"),
            Proxies::Silent if !moment.stances.proxies => {
                out("a proxy, and the clause does not say that proxies count")
            }
            Proxies::OnePerson | Proxies::EachMember | Proxies::Silent => Check::Counts,
        },
        Capacity::CorporateRepresentative => match counting.corporate_representatives {
            Stance::DoesNotCount => out("a corporate representative, and the clause does not count them"),
            Stance::Silent if !moment.stances.corporate => {
                out("a corporate representative, and the clause does not say that they count")
            }
            Stance::Counts | Stance::Silent => Check::Counts,
        },
        Capacity::Member | Capacity::Deputy => Check::Counts,
    }
}

fn of_seat(moment: &Moment, attendee: &Attendee, seat: Option<&Seat>) -> Check {
    let out = |reason: &str| Check::Out(reason.to_owned());
    let Some(name) = &attendee.seat else {
        return out("holds no seat");
    };
    let Some(seat) = seat else {
        return Check::Unless(vec![format!("which seat of the terms {name} is: they list no seat of that name")]);
    };
    match seat.state {
        Some(SeatState::Suspended) => return out("suspended"),
        Some(SeatState::Disqualified) => return out("disqualified"),
        Some(SeatState::NotYetAppointed) => return out("not yet appointed"),
        Some(SeatState::Vacant) => {
            return Check::Unless(vec![format!(
                "whether anyone holds {name}: it is recorded as vacant and as attended"
            )]);
        }
        Some(SeatState::Filled) | None => {}
    }
    if seat.co_opted && !moment.co_opted_take_part() {
        return out(match moment.clause.counting.co_opted {
            CoOpted::ForBusiness(_) => "co-opted for other business",
            CoOpted::Silent => "co-opted, and the clause does not say that co-opted members count",
            CoOpted::Counts | CoOpted::DoesNotCount => "co-opted, and the clause does not count co-opted members",
        });
    }
    if !seat.votes {
        match moment.clause.counting.non_voting {
            Stance::DoesNotCount => {
                return out("has no vote, and the clause does not count such members");
            }
            Stance::Silent if !moment.stances.non_voting => {
                return out("has no vote, and the clause does not say that such members count");
            }
            Stance::Counts | Stance::Silent => {}
        }
    }
    Check::Counts
}

fn as_deputy(moment: &Moment, attendee: &Attendee, seat: Option<&Seat>) -> Check {
    if attendee.capacity != Capacity::Deputy {
        return Check::Counts;
    }
    match &moment.clause.counting.deputies {
        Deputies::Never => Check::Out("a deputy, and the clause does not count deputies".to_owned()),
        Deputies::Silent if moment.stances.deputies => Check::Counts,
        Deputies::Silent => Check::Out("a deputy, and the clause does not say that deputies count".to_owned()),
        Deputies::Allowed(rules) => by_rules(rules, attendee, seat),
    }
}

fn by_rules(rules: &DeputyRules, attendee: &Attendee, seat: Option<&Seat>) -> Check {
    let facts = &attendee.deputy;
    let who = called(attendee);
    let grade_fits = facts.grade.as_ref().map(|grade| rules.grades.iter().any(|allowed| same_name(allowed, grade)));
    let in_time = rules.notice_minutes.and_then(|least| facts.notice_minutes.map(|given| given >= least));
    let organisation = seat.and_then(|seat| seat.organisation.as_ref());
    let same_organisation = attendee.organisation.as_ref().zip(organisation).map(|(own, seats)| same_name(own, seats));
    let name = attendee.seat.as_deref().unwrap_or_default();
    let seat_may = rules.only_for.is_empty() || rules.only_for.iter().any(|allowed| same_name(allowed, name));
    let notice = rules.notice_minutes.unwrap_or_default();
    let conditions = [
        (true, Some(seat_may), "a deputy for a seat that may not send one".to_owned(), "may send a deputy"),
        (
            rules.named_beforehand,
            facts.named_beforehand,
            "a deputy not named beforehand".to_owned(),
            "was named beforehand",
        ),
        (
            rules.notice_minutes.is_some(),
            in_time,
            format!("a deputy of whom notice came less than {} before the start", duration(notice)),
            "was notified in time",
        ),
        (
            !rules.grades.is_empty(),
            grade_fits,
            "a deputy not of the grade that the clause asks for".to_owned(),
            "has the grade that the clause asks for",
        ),
        (rules.trained, facts.trained, "a deputy without the training".to_owned(), "has had the training"),
        (
            rules.chair_agreed,
            facts.chair_agreed,
            "a deputy without the chair's agreement".to_owned(),
            "came with the chair's minuted agreement",
        ),
        (
            rules.same_organisation,
            same_organisation,
            "a deputy from another organisation".to_owned(),
            "comes from the organisation of the seat",
        ),
    ];
    let mut unknown = Vec::new();
    for (asked, fact, reason, question) in conditions {
        match Known::from(fact) {
            _ if !asked => {}
            Known::Yes => {}
            Known::No => return Check::Out(reason),
            Known::Unknown => unknown.push(format!("whether {who} {question}")),
        }
    }
    Check::Unless(unknown)
}

fn presence(moment: &Moment, attendee: &Attendee, seat: Option<&Seat>) -> Check {
    match moment.present(attendee) {
        Known::Yes => Check::Counts,
        Known::No => Check::Out("away at the time".to_owned()),
        Known::Unknown => {
            let when = match (moment.item.number.as_str(), moment.window.from) {
                ("", Some(minute)) => format!("at {}", clock(minute)),
                (number, _) => format!("for item {number}"),
            };
            let who = seat
                .filter(|_| attendee.capacity == Capacity::Member)
                .map_or_else(|| called(attendee), |seat| seat.name.clone());
            Check::Unless(vec![format!("whether {who} was there {when}")])
        }
    }
}

fn interest(moment: &Moment, attendee: &Attendee) -> Check {
    let standing = moment.standing_of(&attendee.person);
    if standing.left {
        Check::Out("left for the item".to_owned())
    } else if standing.barred {
        Check::Out("has an interest in the item and no dispensation".to_owned())
    } else {
        Check::Counts
    }
}

fn mode(
    moment: &Moment,
    attendee: &Attendee,
    seat: Option<&Seat>,
    unknown: &mut Vec<String>,
) -> Result<(Level, Level), String> {
    let who = || {
        let of_seat = seat.filter(|_| attendee.capacity != Capacity::Deputy);
        of_seat.map_or_else(|| called(attendee), |seat| seat.name.clone())
    };
    let rule = moment.remote_rule();
    match (attendee.mode, rule) {
        (Mode::InRoom, _) => Ok((Level::InRoom, Level::InRoom)),
        (Mode::Remote { .. }, Remote::DoesNotCount | Remote::Silent) => Err("not in the room".to_owned()),
        (Mode::Remote { .. }, Remote::Counts) => Ok((Level::Counted, Level::Counted)),
        (Mode::Remote { seen_and_heard }, Remote::IfSeenAndHeard) => match Known::from(seen_and_heard) {
            Known::Yes => Ok((Level::Counted, Level::Counted)),
            Known::No => Err("taking part from elsewhere, not seen and heard".to_owned()),
            Known::Unknown => {
                unknown.push(format!("whether {} could be seen and heard", who()));
                Ok((Level::Out, Level::Counted))
            }
        },
        // A record that never says where people were leaves nothing open unless the clause asks.
        (Mode::NotRecorded, _) if moment.clause.counting.remote == Remote::Silent && !moment.asks_for_room => {
            Ok((Level::InRoom, Level::InRoom))
        }
        (Mode::NotRecorded, Remote::Counts) if !moment.asks_for_room => Ok((Level::InRoom, Level::InRoom)),
        (Mode::NotRecorded, Remote::Counts) => {
            unknown.push(format!("whether {} was in the room", who()));
            Ok((Level::Counted, Level::InRoom))
        }
        (Mode::NotRecorded, Remote::DoesNotCount | Remote::Silent) => {
            unknown.push(format!("whether {} was in the room", who()));
            Ok((Level::Out, Level::InRoom))
        }
        (Mode::NotRecorded, Remote::IfSeenAndHeard) => {
            unknown.push(format!("whether {} was in the room, or could be seen and heard", who()));
            Ok((Level::Out, Level::InRoom))
        }
    }
}

fn duration(minutes: u32) -> String {
    let plural = |count: u32, unit: &str| {
        if count == 1 { format!("one {unit}") } else { format!("{count} {unit}s") }
    };
    match (minutes % 60, minutes % 1440) {
        (_, 0) => plural(minutes / 1440, "day"),
        (0, _) => plural(minutes / 60, "hour"),
        _ => plural(minutes, "minute"),
    }
}
