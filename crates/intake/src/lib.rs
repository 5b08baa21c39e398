//! Turns bytes of any kind into articles, and labels what is not the article.

pub mod clean;
pub mod disk;
pub mod html;
pub mod identify;
pub mod read;
