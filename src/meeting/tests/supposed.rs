//! What if others came, or some did not.

use super::Case;
use crate::meeting::Meeting;
use crate::meeting::what_if::WhatIf;
use crate::quorum::State;

const TERMS: &str = "members: [{ seat: Chair }, { seat: Director }, { seat: Head }, { seat: Auditor, state: vacant }]
quorum: { clause: 4, all_of: [{ members: 2 }, { seat: Director }], counting: { deputies: {} } }
";

fn state(case: &Case, what_if: &WhatIf) -> State {
    let mut meeting = Meeting::read(&case.submission, case.root(), what_if.without_attendance()).unwrap();
    what_if.apply(&mut meeting);
    meeting.quorum_of(&case.submission, case.item(0)).unwrap().verdict.state
}

fn case(attendance: &str) -> Case {
    Case::sound(TERMS, &format!("date: 2015-12-04\n{attendance}items: [{{ number: 5, title: Plan }}]\n"))
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn with_and_without_change_who_is_there() {
    let case = case("attendance: [{ seat: Chair, attended: member }, { seat: Director, attended: apologies }]\n");
    assert_eq!(state(&case, &WhatIf::default()), State::Inquorate);
    let with = WhatIf { with: names(&["director"]), ..WhatIf::default() };
    assert_eq!(state(&case, &with), State::Quorate);
    let without = WhatIf { without: names(&["Chair"]), ..with.clone() };
    assert_eq!(state(&case, &without), State::Inquorate);
    let both = WhatIf { with: names(&["Director", "Head"]), ..without };
    assert_eq!(state(&case, &both), State::Quorate);
}

#[test]
fn without_a_seat_its_deputy_goes_too() {
    let case = case(
        "attendance: [{ seat: Chair, attended: member }, { post: Manager, attended: deputy, deputy_for: Director }]\n",
    );
    assert_eq!(state(&case, &WhatIf::default()), State::Quorate);
    assert_eq!(state(&case, &WhatIf { without: names(&["Director"]), ..WhatIf::default() }), State::Inquorate);
}

#[test]
fn from_apologies_everybody_else_comes() {
    let from_apologies = WhatIf { from_apologies: true, ..WhatIf::default() };
    assert_eq!(state(&case(""), &from_apologies), State::Quorate);
    assert_eq!(state(&case("attendance: [{ seat: Chair, attended: apologies }]\n"), &from_apologies), State::Quorate);
    let director = "attendance: [{ seat: Director, attended: apologies }]\n";
    assert_eq!(state(&case(director), &from_apologies), State::Inquorate);
    let all = "attendance: [{ seat: Chair, attended: apologies }, { seat: Head, attended: apologies }]\n";
    // A vacant seat is nobody's: the Director alone is not two members.
    assert_eq!(state(&case(all), &from_apologies), State::Inquorate);
}

#[test]
fn a_supposed_member_does_not_stay_late_or_away() {
    let late = "attendance: [{ seat: Chair, attended: member }, { seat: Director, attended: member, arrived: not recorded }]\n";
    assert!(matches!(state(&case(late), &WhatIf::default()), State::Open(_)));
    assert_eq!(state(&case(late), &WhatIf { with: names(&["Director"]), ..WhatIf::default() }), State::Quorate);
}
