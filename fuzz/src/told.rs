//! A problem as people get to see it: it names the file, has a way out, and can be drawn.

use miette::{GraphicalReportHandler, GraphicalTheme};
use quorate::problem::Problem;

/// Draws a problem as the program does.
pub fn check(problem: &Problem, file: &str) {
    assert_eq!(problem.file(), Some(file), "{problem:?}");
    assert!(!problem.what().trim().is_empty(), "{problem:?}");
    assert!(problem.way_out().is_some_and(|way_out| !way_out.is_empty()), "{problem:?}");
    if let Some((start, end)) = problem.range() {
        assert!(start <= end && start.line >= 1 && start.column >= 1, "{problem:?}");
    }
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(100);
    let mut drawn = String::new();
    handler.render_report(&mut drawn, problem).unwrap();
    assert!(!drawn.is_empty());
}
