//! Turns a panic over one page into a message about that page.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps panics inside [`guard`] off standard error; others are told as ever.
pub fn install() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            let place = info.location().map(|at| format!(" at {}:{}", at.file(), at.line()));
            PLACE.set(place.unwrap_or_default());
        } else {
            usual(info);
        }
    }));
}

/// Runs `work`; a panic becomes what it said and where.
pub fn guard<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    done.map_err(|payload| format!("{}{}", words(&*payload), PLACE.take()))
}

fn words(payload: &(dyn Any + Send)) -> &str {
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(words), _) => words,
        (_, Some(words)) => words,
        _ => "panic",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_with_its_place() {
        install();
        assert_eq!(guard(|| 7), Ok(7));
        let told = guard(|| panic!("page {}", 3)).unwrap_err();
        assert!(told.starts_with("page 3 at ") && told.contains("guard.rs:"), "{told}");
    }
}
