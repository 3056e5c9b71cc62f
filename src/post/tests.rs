//! Leads as plans print them.

use proptest::prelude::*;

use super::*;

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn named(text: &str) -> Named {
    let posts = owned(&[
        "Manager",
        "Officer",
        "Director",
        "Head",
        "Chair",
        "Lead",
        "Nurse",
        "Psychologist",
        "Analyst",
        "GP",
        "Auditor",
        "Secretary",
        "DCO",
    ]);
    let groups = owned(&["Team", "Board", "Group", "Subgroup", "Unit", "Committee", "Partnership"]);
    let nobody = owned(&["TBC", "to be confirmed", "all", "n/a"]);
    let titles = owned(&["Cllr", "Mr", "Dr"]);
    read(text, Words { posts: &posts, groups: &groups, nobody: &nobody, titles: &titles })
}

#[test]
fn one_post_may_carry_a_remit_and_an_organisation() {
    for text in [
        "Complaints Officer",
        "Head of Children's Safeguarding",
        "Principal Manager for CIN&CP",
        "Group Manager for Cared for Children and Care Leavers",
        "Quality and Performance Officer",
        "Corporate Manager, Standards & Learning",
        "Chair of the LSCB",
        "Named GP",
        "Lead for Private Fostering",
        "Designated Nurse cared for children",
        "Head of Service: SEND and Inclusion, Cheshire East Council",
        "Designated Clinical Officer, NHS Eastern Cheshire and South Cheshire CCGs",
        "Commissioning Manager, Women, Children and Young People, NHS South Cheshire CCG & NHS Vale Royal CCG",
        "Service Manager – Children with Disabilities, Cheshire East Council",
        "Project Manager (SEND), Cheshire East Council",
        "Area Delivery Manager, Youth Support Team",
        "Director of Prevention and Support",
        "Team Manager",
        "Cared for Children Service Manager",
    ] {
        assert_eq!(named(text), Named::Post, "{text}");
    }
}

#[test]
fn several_posts_and_a_post_in_the_plural_are_several() {
    for text in [
        "Head of Children's Safeguarding and Children's Improvement Manager",
        "Principal Educational Psychologist and SEND Service Manager",
        "SEND Service Manager, Cheshire East Council and Designated Clinical Officer, NHS South Cheshire CCG",
        "Project Manager – EHM Liquid Logic Phase 2 and DCO",
        "Group Manager/Practice Manager",
        "Director; Chair",
        "Group Managers",
        "Safeguarding Managers and Group Managers",
        "Independent Auditors",
        "Heads of Service",
        "Lead Secretaries",
        "Principal Managers and the LSCB Business Unit",
    ] {
        assert_eq!(named(text), Named::Posts, "{text}");
    }
}

#[test]
fn a_group_is_known_by_the_last_word_of_its_name() {
    for text in [
        "LSCB Business Unit",
        "Safeguarding Children Operational Group (SCOG)",
        "Audit and Case Review subgroup",
        "LSCB CSE, MFH&C, and Child Trafficking Sub Group",
        "SEND Management Team and SEND Partnership Board",
        "Children's Joint Commissioning Leadership Group",
        "Sub-Group of the LSCB",
        "Officer Group",
        "Managers' Committees",
        "Cared for Children Team",
    ] {
        assert_eq!(named(text), Named::Group, "{text}");
    }
}

#[test]
fn a_group_joined_to_a_post_by_and_leaves_it_open() {
    assert_eq!(named("Head of Safeguarding and LSCB Business Unit"), Named::PostAndGroup);
    assert_eq!(named("Manager / Team"), Named::PostAndGroup);
    assert_eq!(named("Manager, Team"), Named::Post);
    assert_eq!(named("Manager, Youth Board and Families Partnership"), Named::Post);
    assert_eq!(named("Manager, Youth Board and Director, Families Partnership"), Named::Posts);
}

#[test]
fn a_person_is_known_only_by_what_fits_nothing_else() {
    for text in
        ["Cllr Ann Example", "Mr Example", "a.example@example.org", "A Example / B Example / Finance", "A. Example"]
    {
        assert_eq!(named(text), Named::Person, "{text}");
    }
    // Two words with capitals may be a person, a service or a project.
    for text in
        ["Workforce Development", "CAFCASS", "LSCB", "Ann Example", "A TEAMWORK", "Dr", "Finance and Law", "–", ""]
    {
        assert_eq!(named(text), Named::Unclear, "{text}");
    }
}

#[test]
fn a_word_for_nobody_must_stand_alone() {
    for text in ["TBC", "tbc.", "To be confirmed", "All", "N/A"] {
        assert_eq!(named(text), Named::Nobody, "{text}");
    }
    assert_eq!(named("All Managers"), Named::Posts);
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,40}") {
        let _ = named(&text);
    }

    /// An organisation after a comma takes no post away and adds none.
    #[test]
    fn an_organisation_after_a_comma_changes_nothing(post in prop::sample::select(vec![
        "Manager", "Head of Service", "Group Managers", "Director and Chair", "Business Unit",
    ])) {
        prop_assert_eq!(named(&format!("{post}, Example Council")), named(post));
    }
}
