//! The engine: every limit, package and ban, each with its reason.
//!
//! The limits are the same in debug and release builds: rhai's defaults are not.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicIteratorPackage, BasicMapPackage, BasicStringPackage, LogicPackage,
    MoreStringPackage, Package,
};
use rhai::{
    AST, Array, Dynamic, Engine, EvalAltResult, FnPtr, FuncRegistration, ImmutableString, Map, NativeCallContext,
    OptimizationLevel, ParseErrorType, Position,
};

use super::{FilePlace, vocabulary};
use crate::problem::Problem;

/// A rule file longer than this is refused before it is parsed.
pub const MAX_RULE_BYTES: usize = 64 * 1024;

/// Steps of the script for one subject, closures included: the same on every machine.
pub const MAX_OPERATIONS: u64 = 5_000_000;
/// Steps of the script for all subjects of a rule together: some minute. A rule that looks at every
/// other item for each of 10,000 stays below.
pub const MAX_OPERATIONS_IN_ALL: u64 = 500_000_000;
/// How deep functions may call each other, closures included.
pub const MAX_CALL_LEVELS: usize = 32;
/// How deep expressions and blocks may nest.
pub const MAX_EXPRESSION_DEPTH: usize = 64;
/// How many functions a rule may have, closures included.
pub const MAX_FUNCTIONS: usize = 32;
/// How many variables, parameters and loops a rule may have in all its functions together. No
/// function is under way twice, so it never holds more values; see [`bounded`](super::bounded).
pub const MAX_NAMES: usize = 64;
/// The bytes of text in one value, with all that is in it.
pub const MAX_STRING_BYTES: usize = 1024 * 1024;
/// The items of lists in one value, with the lists in it; an item takes some 64 bytes.
pub const MAX_ITEMS: usize = 40_000;
/// The fields of maps in one value; a map of one field takes some 500 bytes.
pub const MAX_FIELDS: usize = 5_000;
/// The bytes of all messages and notes that a rule makes for one subject.
pub const MAX_SAID_BYTES: usize = 16 * 1024 * 1024;
/// The bytes of all references, dates and other values of the host that a rule holds at a time; copies
/// share them, see [`shared`](super::shared).
pub const MAX_HELD_BYTES: usize = 16 * 1024 * 1024;
/// Wall time for one subject: what stops a rule that spends its time in few steps.
pub const MAX_TIME: Duration = Duration::from_secs(2);
/// The memory that a rule can hold for one subject, in bytes: what follows from the limits above.
pub const MAX_MEMORY: usize = 256 * 1024 * 1024;
const _: () = assert!(MAX_NAMES * (64 * MAX_ITEMS + MAX_STRING_BYTES) + MAX_SAID_BYTES + MAX_HELD_BYTES <= MAX_MEMORY);
const _: () = assert!(MAX_FIELDS * 500 <= 64 * MAX_ITEMS);
/// How many steps pass between two looks at the clock.
const STEPS_PER_LOOK: u64 = 32;
/// How many bytes of a text a word of the host reads in a step.
pub const BYTES_PER_STEP: usize = 8;

/// Words that no rule may use: no code from text, no other files, no output, no swallowing of
/// what is unknown, no comparison behind the back of the reads (`switch` compares by hash).
const BANNED: [&str; 9] = ["eval", "import", "export", "print", "debug", "try", "throw", "switch", "Fn"];

/// Functions that no rule may call: their callbacks swallow what is unknown, and limits too.
pub(super) const BANNED_FUNCTIONS: [&str; 8] =
    ["sort", "sort_by", "sort_desc", "order", "order_by", "order_desc", "dedup", "sleep"];

/// Compiles and runs rules; one serves all threads.
pub struct Host {
    engine: Engine,
}

impl Default for Host {
    fn default() -> Self {
        Host::new()
    }
}

thread_local! {
    /// When the present application must end, and the steps since it began.
    /// rhai counts operations anew in callbacks and none inside a word of the host, so the count is
    /// kept here.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
    static STEPS: Cell<u64> = const { Cell::new(0) };
    /// The bytes of all messages that the present application has made.
    static SAID: Cell<usize> = const { Cell::new(0) };
    /// The bytes of the values of the host that the present application holds.
    static HELD: Cell<usize> = const { Cell::new(0) };
}

/// So many bytes that are held as long as this is.
pub(super) struct Held(usize);

impl Held {
    pub(super) fn new(bytes: usize) -> Held {
        HELD.set(HELD.get().saturating_add(bytes));
        Held(bytes)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        HELD.set(HELD.get().saturating_sub(self.0));
    }
}

/// Counts steps, and tells what limit the present application went beyond.
fn step(steps: u64) -> Result<(), String> {
    let before = STEPS.get();
    let now = before.saturating_add(steps);
    STEPS.set(now);
    if now > MAX_OPERATIONS {
        return Err(too_many_steps());
    }
    if HELD.get() > MAX_HELD_BYTES {
        return Err(format!("it holds more than {} MiB of references, dates and the like", MAX_HELD_BYTES >> 20));
    }
    if before / STEPS_PER_LOOK == now / STEPS_PER_LOOK { Ok(()) } else { in_time() }
}

fn in_time() -> Result<(), String> {
    if DEADLINE.get().is_some_and(|deadline| Instant::now() > deadline) { Err(too_late()) } else { Ok(()) }
}

/// Counts the steps of a word of the host with those of the script: as many as its work is long, so
/// that a rule that asks too much of a long text is stopped inside the word, on every machine alike.
///
/// # Errors
/// The limit that is passed; it ends the rule.
pub(super) fn spend(steps: usize) -> Result<(), Box<EvalAltResult>> {
    step(steps as u64).map_err(|limit| EvalAltResult::ErrorTerminated(limit.into(), Position::NONE).into())
}

/// The same for a word that has no way to fail: what comes after it is stopped.
pub(super) fn charge(steps: usize) {
    STEPS.set(STEPS.get().saturating_add(steps as u64));
}

/// Counts the bytes of a message that a rule makes.
pub(super) fn count_said(bytes: usize) {
    SAID.set(SAID.get().saturating_add(bytes));
}

/// What is the matter where the messages of the present application came to too much.
pub(super) fn too_much_said() -> Option<String> {
    (SAID.get() > MAX_SAID_BYTES).then(|| format!("its messages came to more than {} MiB", MAX_SAID_BYTES >> 20))
}

impl Host {
    /// An engine with nothing but what rules need.
    pub fn new() -> Host {
        let mut engine = Engine::new_raw();
        // No LanguageCorePackage (sleep, exit, set_tag), no time package, no module resolver.
        ArithmeticPackage::new().register_into_engine(&mut engine);
        LogicPackage::new().register_into_engine(&mut engine);
        BasicStringPackage::new().register_into_engine(&mut engine);
        MoreStringPackage::new().register_into_engine(&mut engine);
        BasicArrayPackage::new().register_into_engine(&mut engine);
        BasicMapPackage::new().register_into_engine(&mut engine);
        BasicIteratorPackage::new().register_into_engine(&mut engine);
        engine.set_module_resolver(rhai::module_resolvers::DummyModuleResolver::new());
        for word in BANNED {
            engine.disable_symbol(word);
        }
        // Full optimisation would call registered functions while compiling: findings made twice.
        engine.set_optimization_level(OptimizationLevel::None);
        engine
            .set_strict_variables(true)
            .set_fail_on_invalid_map_property(true)
            .set_allow_shadowing(false)
            .set_max_operations(MAX_OPERATIONS)
            .set_max_call_levels(MAX_CALL_LEVELS)
            .set_max_expr_depths(MAX_EXPRESSION_DEPTH, MAX_EXPRESSION_DEPTH)
            .set_max_variables(MAX_NAMES)
            .set_max_functions(MAX_FUNCTIONS)
            .set_max_modules(0)
            .set_max_string_size(MAX_STRING_BYTES)
            .set_max_array_size(MAX_ITEMS)
            .set_max_map_size(MAX_FIELDS);
        engine.on_progress(|_| {
            let limit = step(1).err().or_else(too_much_said);
            limit.map(Dynamic::from)
        });
        register_checked_replace(&mut engine);
        register_checked_map(&mut engine);
        vocabulary::register(&mut engine);
        Host { engine }
    }

    /// The same with functions more, which only a script that the program itself has added to may call.
    pub(super) fn with(mut self, register: impl FnOnce(&mut Engine)) -> Host {
        register(&mut self.engine);
        self
    }

    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Runs `work` with the clock and the counts of one application set; gives the steps that it took
    /// too, and the limit that it had passed at its end: nothing may have looked since.
    pub(super) fn timed<T>(&self, work: impl FnOnce() -> T) -> (T, u64, Option<String>) {
        STEPS.set(0);
        SAID.set(0);
        HELD.set(0);
        DEADLINE.set(Instant::now().checked_add(MAX_TIME));
        let result = work();
        let limit = step(0).and_then(|()| in_time()).err();
        DEADLINE.set(None);
        (result, STEPS.get(), limit)
    }

    pub(super) fn compile(&self, place: &FilePlace<'_>) -> Result<AST, Problem> {
        self.engine.compile(&**place.text).map_err(|error| {
            let rhai::ParseError(kind, position) = &error;
            let told = kind.to_string();
            let banned = BANNED.into_iter().find(|word| told.contains(&format!("'{word}'")));
            let way_out = match banned {
                Some(word) => may_not_use(word),
                None => "look at the script at this place; the language is Rhai".to_owned(),
            };
            place.problem(place.span(*position), format!("the rule does not compile: {}", plain(kind))).help(way_out)
        })
    }
}

/// The functions that rules may call, by name; words of the language that are written like calls too.
static FUNCTIONS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let name = |function: rhai::FuncInfo<'_>| Some(function.metadata.name.to_string());
    let all = Host::new().engine.collect_fn_metadata(None, name, true);
    let words = ["type_of", "is_shared", "Fn", "call", "curry"].map(str::to_owned);
    all.into_iter().filter(|name| name.starts_with(char::is_alphabetic)).chain(words).collect()
});

/// Whether there is a function of a name.
pub(super) fn knows(name: &str) -> bool {
    FUNCTIONS.contains(name)
}

/// The names of all functions that rules may call.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(String::as_str)
}

/// `text.replace(find, put)` with the size looked at first: the package's own asks for any memory.
fn register_checked_replace(engine: &mut Engine) {
    let replace = |text: &mut ImmutableString, find: &str, put: &str| -> Result<(), Box<EvalAltResult>> {
        let times = if find.is_empty() { text.chars().count() + 1 } else { text.matches(find).count() };
        let length = times.saturating_mul(put.len()).saturating_add(text.len());
        if length > MAX_STRING_BYTES {
            return Err(EvalAltResult::ErrorDataTooLarge(STRING.to_owned(), Position::NONE).into());
        }
        *text = text.replace(find, put).into();
        Ok(())
    };
    engine.register_fn("replace", replace);
    engine.register_fn("replace", move |text: &mut ImmutableString, find: char, put: &str| {
        replace(text, &find.to_string(), put)
    });
    engine.register_fn("replace", move |text: &mut ImmutableString, find: &str, put: char| {
        replace(text, find, &put.to_string())
    });
}

/// `list.map(closure)` with the size looked at as the list grows: the package's own looks at its end.
fn register_checked_map(engine: &mut Engine) {
    let map = |context: NativeCallContext, list: &mut Array, closure: FnPtr| -> Result<Array, Box<EvalAltResult>> {
        let mut made = Array::new();
        let (mut items, mut bytes) = (0, 0);
        for item in list.iter() {
            let value: Dynamic = closure.call_within_context(&context, (item.clone(),))?;
            weigh(&value, &mut items, &mut bytes);
            items += 1;
            for (is_over, what) in [(items > MAX_ITEMS, ARRAY), (bytes > MAX_STRING_BYTES, STRING)] {
                if is_over {
                    return Err(EvalAltResult::ErrorDataTooLarge(what.to_owned(), Position::NONE).into());
                }
            }
            made.push(value);
        }
        Ok(made)
    };
    FuncRegistration::new("map").with_purity(true).register_into_engine(engine, map);
}

/// Adds the items of lists and the bytes of text in a value.
fn weigh(value: &Dynamic, items: &mut usize, bytes: &mut usize) {
    if let Some(list) = value.read_lock::<Array>() {
        *items += list.len();
        list.iter().for_each(|item| weigh(item, items, bytes));
    } else if let Some(map) = value.read_lock::<Map>() {
        map.values().for_each(|field| weigh(field, items, bytes));
    } else if let Some(text) = value.read_lock::<ImmutableString>() {
        *bytes += text.len();
    }
}

/// How rhai names what is too large.
const STRING: &str = "Length of string";
const ARRAY: &str = "Size of array";
const MAP: &str = "Size of object map";

fn too_many_steps() -> String {
    format!(
        "it took more than {} million steps, so it may never come to an end, or asks too much of a long text",
        MAX_OPERATIONS / 1_000_000
    )
}

fn too_late() -> String {
    format!("it took more than {} seconds", MAX_TIME.as_secs())
}

/// The limit that an error is about, in plain words; none if it is about something else.
pub(super) fn limit_in(error: &EvalAltResult) -> Option<String> {
    Some(match error {
        EvalAltResult::ErrorTooManyOperations(_) => too_many_steps(),
        EvalAltResult::ErrorDataTooLarge(what, _) if what.starts_with(STRING) => {
            format!("it made a text of more than {} MiB", MAX_STRING_BYTES >> 20)
        }
        EvalAltResult::ErrorDataTooLarge(what, _) if what.starts_with(ARRAY) => {
            format!("it made a list of more than {MAX_ITEMS} items")
        }
        EvalAltResult::ErrorDataTooLarge(what, _) if what.starts_with(MAP) => {
            format!("it made a map of more than {MAX_FIELDS} fields")
        }
        EvalAltResult::ErrorStackOverflow(_) => {
            format!("its functions call each other more than {MAX_CALL_LEVELS} deep")
        }
        EvalAltResult::ErrorTooManyVariables(_) => format!("it holds more than {MAX_NAMES} values at a time"),
        _ => return None,
    })
}

/// Why a banned word is banned.
pub(super) fn may_not_use(word: &str) -> String {
    format!("a rule may not use `{word}`: it reads the record and says what it finds, nothing else")
}

fn plain(kind: &ParseErrorType) -> String {
    let text = kind.to_string();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
