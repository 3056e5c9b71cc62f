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
use rhai::{AST, Engine, EvalAltResult, ImmutableString, OptimizationLevel, ParseErrorType, Position};

use super::{FilePlace, vocabulary};
use crate::problem::Problem;

/// A rule file longer than this is refused before it is parsed.
pub(super) const MAX_RULE_BYTES: usize = 64 * 1024;

/// Script operations for one call of a rule's function.
const MAX_OPERATIONS: u64 = 5_000_000;
const MAX_CALL_LEVELS: usize = 32;
const MAX_EXPRESSION_DEPTH: usize = 64;
const MAX_VARIABLES: usize = 128;
const MAX_FUNCTIONS: usize = 32;
const MAX_STRING_BYTES: usize = 1024 * 1024;
const MAX_ITEMS: usize = 100_000;
/// Wall time for one call of a rule's function.
const MAX_TIME: Duration = Duration::from_secs(2);
/// How many operations pass between two looks at the clock.
const TICKS_PER_LOOK: u32 = 1024;

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
    /// When the present call must end, and the operations since the last look at the clock.
    /// rhai counts operations anew in callbacks, so the count is kept here.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
    static TICKS: Cell<u32> = const { Cell::new(0) };
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
            .set_max_variables(MAX_VARIABLES)
            .set_max_functions(MAX_FUNCTIONS)
            .set_max_modules(0)
            .set_max_string_size(MAX_STRING_BYTES)
            .set_max_array_size(MAX_ITEMS)
            .set_max_map_size(MAX_ITEMS);
        engine.on_progress(|_| {
            let ticks = TICKS.get().wrapping_add(1);
            TICKS.set(ticks);
            let late = ticks.is_multiple_of(TICKS_PER_LOOK)
                && DEADLINE.get().is_some_and(|deadline| Instant::now() > deadline);
            late.then(|| format!("the rule never came to an end within {} seconds", MAX_TIME.as_secs()).into())
        });
        register_checked_replace(&mut engine);
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

    /// Runs `work` with the wall clock of one call set.
    pub(super) fn timed<T>(&self, work: impl FnOnce() -> T) -> T {
        DEADLINE.set(Instant::now().checked_add(MAX_TIME));
        let result = work();
        DEADLINE.set(None);
        result
    }

    pub(super) fn compile(&self, place: &FilePlace<'_>) -> Result<AST, Problem> {
        self.engine.compile(&**place.text).map_err(|error| {
            let rhai::ParseError(kind, position) = &error;
            let told = kind.to_string();
            let banned = BANNED.into_iter().find(|word| told.contains(&format!("'{word}'")));
            let way_out = match banned {
                Some(word) => may_not_use(word),
                None => "see the place marked; the language is Rhai".to_owned(),
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
            return Err(EvalAltResult::ErrorDataTooLarge("Length of string".to_owned(), Position::NONE).into());
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

/// Why a banned word is banned.
pub(super) fn may_not_use(word: &str) -> String {
    format!("a rule may not use `{word}`: it reads the record and says what it finds, nothing else")
}

fn plain(kind: &ParseErrorType) -> String {
    let text = kind.to_string();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
