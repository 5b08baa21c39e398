//! Reads researchers' PETRARCH dictionaries into our tables.
