//! Rows of numbers as they are written: their values, or the names of their columns.

/// Takes the columns of one row behind the other.
pub(super) trait Writer {
    /// Puts a column.
    fn put(&mut self, theme: &str, name: &str, value: f32);

    /// Puts whether something holds.
    fn flag(&mut self, theme: &str, name: &str, value: bool) {
        self.put(theme, name, f32::from(u8::from(value)));
    }

    /// Puts several columns at once; `name` tells the theme and name of each.
    fn put_all<'n>(&mut self, values: &[f32], name: impl Fn(usize) -> (&'n str, &'n str)) {
        for (at, &value) in values.iter().enumerate() {
            let (theme, name) = name(at);
            self.put(theme, name, value);
        }
    }

    /// Tells that the first of so many rows is written.
    fn expect(&mut self, _rows: usize) {}
}

impl Writer for Vec<f32> {
    #[inline]
    fn put(&mut self, _theme: &str, _name: &str, value: f32) {
        self.push(value);
    }

    #[inline]
    fn put_all<'n>(&mut self, values: &[f32], _name: impl Fn(usize) -> (&'n str, &'n str)) {
        self.extend_from_slice(values);
    }

    fn expect(&mut self, rows: usize) {
        self.reserve_exact(self.len() * rows.saturating_sub(1));
    }
}

/// The columns' names.
#[derive(Default)]
pub(super) struct Names(pub Vec<String>);

impl Writer for Names {
    fn put(&mut self, theme: &str, name: &str, _value: f32) {
        self.0.push(format!("{theme}_{name}").replace(|c: char| !c.is_ascii_alphanumeric(), "_"));
    }
}
