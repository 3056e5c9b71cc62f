//! The lists of a paper (`numbering.xml`) and their counters: which number Word shows.
//!
//! An abstract list has nine levels; a list instance (`w:num`) points at one and may override its
//! levels. Instances of the same abstract list count on from each other, as they do in Word; an
//! override of the start counts anew where its instance is first used.

use std::collections::{HashMap, HashSet};

use super::element::{attribute, children, index, is_on, number, value};
use super::figures::Figures;
use super::styles::{NumberingRef, Styles};
use crate::office::xml::{Damage, Element, Xml};

/// Lists have nine levels.
const LEVELS: usize = 9;
/// The greatest start that Word allows.
const GREATEST_START: i64 = 32_767;
/// A longer pattern for a number ("Appendix %1") is none.
const LONGEST_PATTERN: usize = 255;
/// A longer number is none either: nobody could cite it.
const LONGEST_NUMBER: usize = 255;
/// More lists than any paper has; Word's own limit is lower.
const MOST_LISTS: usize = 50_000;
/// An abstract list may take its levels from a style, which names a list: so often at most.
const MOST_LINKS: usize = 5;

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    figures: Figures,
    pattern: String,
    /// All figures of the number in 1, 2, 3, whatever the levels above say.
    is_legal: bool,
    /// Starts again after the level of this number, from 1, or one above it; 0: never.
    restart: Option<usize>,
    gap: &'static str,
    /// The paragraph style that has this level.
    style: Option<String>,
}

/// Levels by their position; those that are not given show no number.
type Levels = [Option<Level>; LEVELS];

#[derive(Debug, Default)]
struct AbstractList {
    levels: Levels,
    /// The style whose list gives the levels instead.
    link: Option<String>,
}

#[derive(Debug, Default)]
struct Instance {
    list: u32,
    /// The levels that it overrides, by position; few instances do.
    levels: Vec<(usize, Level)>,
    starts: [Option<u32>; LEVELS],
}

/// The lists as written.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: HashMap<u32, AbstractList>,
    instances: HashMap<u32, Instance>,
}

impl Lists {
    /// Reads the part.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Lists, Damage> {
        let mut lists = Lists::default();
        xml.root("numbering")?;
        children(xml, |xml, tag| match tag.name() {
            _ if lists.lists.len().max(lists.instances.len()) > MOST_LISTS => {
                Err(Damage::new(format!("it has more than {MOST_LISTS} lists")))
            }
            "abstractNum" => {
                let list = AbstractList::read(xml)?;
                lists.lists.extend(id(&tag, "abstractNumId")?.map(|id| (id, list)));
                Ok(())
            }
            "num" => {
                let instance = Instance::read(xml)?;
                lists.instances.extend(id(&tag, "numId")?.map(|id| (id, instance)));
                Ok(())
            }
            _ => xml.skip(),
        })?;
        Ok(lists)
    }

    /// The abstract list of an instance, links through styles followed.
    fn list_of(&self, instance: &Instance, styles: &Styles) -> Option<(u32, &AbstractList)> {
        let mut number = instance.list;
        for _ in 0..MOST_LINKS {
            let list = self.lists.get(&number)?;
            let Some(link) = &list.link else { return Some((number, list)) };
            number = self.instances.get(&styles.list_of(link)?)?.list;
        }
        None
    }

    /// Which level of which list a paragraph stands at; none if it is not numbered. `own` is what
    /// the paragraph itself says, `style` the style that it has.
    pub(super) fn position(&self, own: NumberingRef, style: Option<&str>, styles: &Styles) -> Option<Position<'_>> {
        let (of_style, through) = style.map(|style| styles.numbering(style)).unwrap_or_default();
        let num = own.num.or(of_style.num).filter(|num| *num != 0)?;
        let instance = self.instances.get(&num)?;
        let (list, levels) = self.list_of(instance, styles)?;
        let mut position = Position { num, list, level: 0, instance, levels: &levels.levels };
        let of_style_link = |style: &str| {
            (0..LEVELS).find(|level| position.level(*level).is_some_and(|one| one.style.as_deref() == Some(style)))
        };
        let level = own.level.map(usize::from);
        let level = level.or_else(|| style.and_then(of_style_link));
        let level = level.or(of_style.level.map(usize::from));
        let level = level.or_else(|| through.iter().find_map(|style| of_style_link(style)));
        position.level = level.unwrap_or(0).min(LEVELS - 1);
        Some(position)
    }
}

fn id(tag: &Element<'_>, name: &str) -> Result<Option<u32>, Damage> {
    Ok(attribute(tag, name)?.trim().parse().ok())
}

/// The position of the level that an element is about.
fn level_of(tag: &Element<'_>) -> Result<usize, Damage> {
    Ok(id(tag, "ilvl")?.unwrap_or(0) as usize)
}

/// A level of a list instance.
pub(super) struct Position<'lists> {
    num: u32,
    list: u32,
    level: usize,
    instance: &'lists Instance,
    levels: &'lists Levels,
}

impl<'lists> Position<'lists> {
    fn level(&self, level: usize) -> Option<&'lists Level> {
        let own = self.instance.levels.iter().find(|(index, _)| *index == level).map(|(_, level)| level);
        own.or_else(|| self.levels.get(level).and_then(Option::as_ref))
    }

    fn start(&self, level: usize) -> u32 {
        let own = self.instance.starts.get(level).copied().flatten();
        own.or_else(|| self.level(level).map(|level| level.start)).unwrap_or(1)
    }

    /// Whether a level starts again when this position is used.
    fn restarts(&self, level: usize) -> bool {
        let after = self.level(level).and_then(|one| one.restart).filter(|after| *after <= level);
        level > self.level && after.is_none_or(|after| self.level < after)
    }
}

/// A number as it was counted.
pub(super) struct Counted {
    /// As Word shows it.
    pub(super) shown: String,
    /// The level, from 1.
    pub(super) level: u8,
    /// The abstract list.
    pub(super) list: u32,
    /// What Word puts behind it.
    pub(super) gap: &'static str,
}

/// The counters of all lists, as the paragraphs go by.
#[derive(Debug, Default)]
pub(super) struct Counters {
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Instance and level whose own start has been used.
    started: HashSet<(u32, usize)>,
}

impl Counters {
    /// Counts a paragraph at a position; none where Word shows a bullet or nothing.
    pub(super) fn count(&mut self, at: &Position<'_>) -> Option<Counted> {
        let counts = self.counts.entry(at.list).or_default();
        for (level, count) in counts.iter_mut().enumerate() {
            let own_start = at.instance.starts.get(level).copied().flatten();
            if level < at.level {
                // A level that was left out counts as if it had been there.
                if count.is_none() {
                    self.started.insert((at.num, level));
                    *count = Some(at.start(level));
                }
            } else if level == at.level {
                let is_new_start = own_start.is_some() && self.started.insert((at.num, level));
                *count = match *count {
                    Some(last) if !is_new_start => Some(last.saturating_add(1)),
                    _ => Some(at.start(level)),
                };
            } else if at.restarts(level) {
                *count = None;
            }
        }
        let level = at.level(at.level)?;
        if level.figures == Figures::Bullet {
            return None;
        }
        let shown = write(level, at, counts);
        let number =
            Counted { shown, level: u8::try_from(at.level + 1).unwrap_or(u8::MAX), list: at.list, gap: level.gap };
        (!number.shown.is_empty()).then_some(number)
    }
}

/// Puts the figures into a level's pattern.
fn write(level: &Level, at: &Position<'_>, counts: &[Option<u32>; LEVELS]) -> String {
    let mut written = String::new();
    let mut signs = level.pattern.chars().peekable();
    while let Some(sign) = signs.next() {
        if written.len() > LONGEST_NUMBER {
            return String::new();
        }
        let of_level = signs.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| *digit > 0);
        match of_level.filter(|_| sign == '%') {
            Some(digit) => {
                signs.next();
                let index = digit as usize - 1;
                let figures = at.level(index).map_or(Figures::None, |level| level.figures);
                // A level without figures of its own shows none in the levels below it either.
                let is_plain = level.is_legal && !matches!(figures, Figures::None | Figures::Bullet);
                let figures = if is_plain { Figures::Decimal } else { figures };
                let count = counts.get(index).copied().flatten().filter(|_| index <= at.level);
                written.extend(count.map(|count| figures.write(count)));
            }
            None => written.push(sign),
        }
    }
    written.trim().to_owned()
}

impl AbstractList {
    fn read(xml: &mut Xml<'_>) -> Result<AbstractList, Damage> {
        let mut list = AbstractList::default();
        children(xml, |xml, tag| match tag.name() {
            "lvl" => {
                let (index, level) = Level::read(xml, &tag)?;
                if let Some(place) = list.levels.get_mut(index) {
                    *place = Some(level);
                }
                Ok(())
            }
            "numStyleLink" => {
                list.link = Some(value(&tag)?);
                xml.skip()
            }
            _ => xml.skip(),
        })?;
        Ok(list)
    }
}

impl Instance {
    fn read(xml: &mut Xml<'_>) -> Result<Instance, Damage> {
        let mut instance = Instance::default();
        children(xml, |xml, tag| match tag.name() {
            "abstractNumId" => {
                instance.list = index(&tag)?.unwrap_or(0);
                xml.skip()
            }
            "lvlOverride" => {
                let level = level_of(&tag)?;
                children(xml, |xml, tag| match tag.name() {
                    "startOverride" => {
                        if let Some(start) = instance.starts.get_mut(level) {
                            *start = Some(start_of(&tag)?);
                        }
                        xml.skip()
                    }
                    "lvl" => {
                        let level = Level::read(xml, &tag)?;
                        if instance.levels.len() < LEVELS {
                            instance.levels.push(level);
                        }
                        Ok(())
                    }
                    _ => xml.skip(),
                })
            }
            _ => xml.skip(),
        })?;
        Ok(instance)
    }
}

fn start_of(tag: &Element<'_>) -> Result<u32, Damage> {
    Ok(u32::try_from(number(tag)?.unwrap_or(0).clamp(0, GREATEST_START)).unwrap_or(0))
}

impl Level {
    /// Reads a level, with its position.
    fn read(xml: &mut Xml<'_>, tag: &Element<'_>) -> Result<(usize, Level), Damage> {
        let mut level = Level {
            start: 0,
            figures: Figures::Decimal,
            pattern: String::new(),
            is_legal: false,
            restart: None,
            gap: "\t",
            style: None,
        };
        children(xml, |xml, tag| {
            match tag.name() {
                "start" => level.start = start_of(&tag)?,
                "numFmt" => level.figures = figures_of(&tag)?,
                // Word 2010 writes a custom format first, and below it a plain one for older programs.
                "AlternateContent" => return level.read_alternatives(xml),
                "lvlText" => {
                    let pattern = value(&tag)?;
                    level.pattern = if pattern.len() > LONGEST_PATTERN { String::new() } else { pattern };
                }
                "isLgl" => level.is_legal = is_on(&tag)?,
                "lvlRestart" => {
                    level.restart = index(&tag)?;
                }
                "suff" => {
                    level.gap = match value(&tag)?.as_str() {
                        "space" => " ",
                        "nothing" => "",
                        _ => "\t",
                    };
                }
                "pStyle" => level.style = Some(value(&tag)?),
                _ => {}
            }
            xml.skip()
        })?;
        Ok((level_of(tag)?, level))
    }

    fn read_alternatives(&mut self, xml: &mut Xml<'_>) -> Result<(), Damage> {
        let mut is_chosen = false;
        children(xml, |xml, tag| {
            if is_chosen || tag.name() != "Choice" {
                return xml.skip();
            }
            is_chosen = true;
            children(xml, |xml, tag| {
                if tag.name() == "numFmt" {
                    self.figures = figures_of(&tag)?;
                }
                xml.skip()
            })
        })
    }
}

fn figures_of(tag: &Element<'_>) -> Result<Figures, Damage> {
    Ok(Figures::of(&value(tag)?, tag.attribute("format")?.as_deref()))
}
