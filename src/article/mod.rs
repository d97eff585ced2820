//! The article: what is known about it, and its body.

pub mod body;
pub mod metadata;
