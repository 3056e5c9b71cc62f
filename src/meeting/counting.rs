//! Who counts towards the quorum, as the terms of reference state it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::reader::{Reader, Reading};
use crate::document::{Node, Value};
use crate::quorum::{
    CoOpted, Counting, Deputies, DeputyRules, InterestRule, Interests, Lowered, LoweredTo, MemberReturns, People,
    Proxies, Remote, Stance,
};

impl Reader<'_> {
    /// Who counts; what is left out is what the clause does not say.
    pub(super) fn counting(&mut self, quorum: Node<'_>) -> Reading<Counting> {
        let mut counting = Counting::default();
        let Some(node) = self.field(quorum, "counting") else { return Ok(counting) };
        let fields = [
            "people",
            "remote",
            "in_room_at_least",
            "without_vote",
            "co_opted",
            "deputies",
            "proxies",
            "corporate_representatives",
            "interests",
        ];
        self.refuse_strangers(node, "the counting", &fields)?;
        counting.people = self.choice(
            node,
            "people",
            People::Distinct,
            &[("different people", People::Distinct), ("may repeat", People::MayRepeat)],
        )?;
        counting.remote = self.choice(
            node,
            "remote",
            Remote::Silent,
            &[
                ("count", Remote::Counts),
                ("do not count", Remote::DoesNotCount),
                ("if seen and heard", Remote::IfSeenAndHeard),
            ],
        )?;
        if let Some(amount) = self.field(node, "in_room_at_least") {
            counting.in_room_at_least = Some(self.amount(amount)?);
        }
        counting.non_voting = self.stance(node, "without_vote")?;
        counting.co_opted = self.co_opted(node)?;
        counting.deputies = self.deputies(node)?;
        counting.proxies = self.choice(
            node,
            "proxies",
            Proxies::Silent,
            &[("never", Proxies::Never), ("one person", Proxies::OnePerson), ("each member", Proxies::EachMember)],
        )?;
        counting.corporate_representatives = self.stance(node, "corporate_representatives")?;
        counting.interests = self.interests_of_clause(node)?;
        Ok(counting)
    }

    /// One of several phrases; what it means where nothing is stated.
    fn choice<T: Copy>(
        &mut self,
        node: Node<'_>,
        name: &'static str,
        unstated: T,
        phrases: &[(&str, T)],
    ) -> Reading<T> {
        let Some(child) = self.field(node, name) else { return Ok(unstated) };
        match phrases.iter().find(|(phrase, _)| child.as_text() == Some(phrase)) {
            Some((_, meaning)) => Ok(*meaning),
            None => {
                let known = phrases.iter().map(|(phrase, _)| *phrase).collect::<Vec<_>>().join(", ");
                self.gap(child, format!("\"{name}\" must be one of: {known}"))
            }
        }
    }

    fn stance(&mut self, node: Node<'_>, name: &'static str) -> Reading<Stance> {
        self.choice(node, name, Stance::Silent, &[("count", Stance::Counts), ("do not count", Stance::DoesNotCount)])
    }

    fn co_opted(&mut self, node: Node<'_>) -> Reading<CoOpted> {
        let Some(child) = self.field(node, "co_opted") else { return Ok(CoOpted::Silent) };
        match child.as_text() {
            Some("count") => return Ok(CoOpted::Counts),
            Some("do not count") => return Ok(CoOpted::DoesNotCount),
            _ => {}
        }
        self.refuse_strangers(child, "\"co_opted\"", &["for_business"])?;
        let business = self.texts(child, "for_business")?;
        if business.is_empty() {
            return self.gap(child, "\"co_opted\" names no business");
        }
        Ok(CoOpted::ForBusiness(business))
    }

    fn deputies(&mut self, node: Node<'_>) -> Reading<Deputies> {
        let Some(child) = self.field(node, "deputies") else { return Ok(Deputies::Silent) };
        if child.as_text() == Some("never") {
            return Ok(Deputies::Never);
        }
        let fields = [
            "named_beforehand",
            "notice_hours",
            "grades",
            "trained",
            "chair_agreed",
            "same_organisation",
            "only_for",
            "at_most",
            "member_returns",
        ];
        self.refuse_strangers(child, "the conditions for deputies", &fields)?;
        let member_returns = self.choice(
            child,
            "member_returns",
            MemberReturns::MemberCounts,
            &[("member counts", MemberReturns::MemberCounts), ("deputy stays", MemberReturns::DeputyStays)],
        )?;
        Ok(Deputies::Allowed(DeputyRules {
            named_beforehand: self.flag(child, "named_beforehand").unwrap_or(false),
            // A part of a minute is against the deputy here and in the record.
            notice_minutes: self.minutes_of_hours(child, "notice_hours", Decimal::ceil)?,
            grades: self.texts(child, "grades")?,
            trained: self.flag(child, "trained").unwrap_or(false),
            chair_agreed: self.flag(child, "chair_agreed").unwrap_or(false),
            same_organisation: self.flag(child, "same_organisation").unwrap_or(false),
            only_for: self.texts(child, "only_for")?,
            at_most: self.whole(child, "at_most")?,
            member_returns,
        }))
    }

    /// Hours as minutes, with a part of a minute rounded as told.
    pub(super) fn minutes_of_hours(
        &mut self,
        node: Node<'_>,
        name: &'static str,
        round: fn(&Decimal) -> Decimal,
    ) -> Reading<Option<u32>> {
        let Some(child) = self.field(node, name) else { return Ok(None) };
        let hours = match child.value() {
            Value::Number(text) => text.parse::<Decimal>().ok(),
            _ => None,
        };
        let minutes = hours.and_then(|hours| hours.checked_mul(Decimal::from(60)));
        match minutes.and_then(|minutes| round(&minutes).to_u32()) {
            Some(minutes) => Ok(Some(minutes)),
            None => self.gap(child, "the notice must be a number of hours"),
        }
    }

    fn interests_of_clause(&mut self, counting: Node<'_>) -> Reading<Interests> {
        let mut interests = Interests::default();
        let Some(node) = self.field(counting, "interests") else { return Ok(interests) };
        self.refuse_strangers(node, "the interests", &["pecuniary", "other", "lowered"])?;
        let phrases = [
            ("does not count", InterestRule::DoesNotCount),
            ("counts", InterestRule::UnlessLeft),
            ("silent", InterestRule::Silent),
        ];
        interests.pecuniary = self.choice(node, "pecuniary", interests.pecuniary, &phrases)?;
        interests.other = self.choice(node, "other", interests.other, &phrases)?;
        if let Some(lowered) = self.field(node, "lowered") {
            interests.lowered = Some(self.lowered(lowered)?);
        }
        Ok(interests)
    }

    fn lowered(&mut self, node: Node<'_>) -> Reading<Lowered> {
        self.refuse_strangers(node, "the lowered bar", &["only_if_left", "from_share", "of", "to"])?;
        let Some(to) = self.field(node, "to") else {
            return self.gap(node, "the lowered bar does not say what it is lowered to");
        };
        let to = match to.as_text() {
            Some("base without them") => LoweredTo::BaseWithoutThem,
            _ => LoweredTo::Need(Box::new(self.need(to)?)),
        };
        let from_share = match self.field(node, "from_share") {
            Some(share) => Some(self.share(share)?),
            None => None,
        };
        Ok(Lowered {
            only_if_left: self.flag(node, "only_if_left").unwrap_or(false),
            from_share,
            of: self.base_or_all(node, "of")?,
            to,
        })
    }
}
