//! Turns bytes of any kind into articles, and labels what is not the article.

pub mod clean;
pub mod html;
