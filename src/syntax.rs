//! Bytes to structure, each format read exactly as its server's own reader reads it.
//!
//! Readers decode as the server does (`java.util.Properties`: ISO-8859-1; Storm: the JVM's
//! charset), keep every byte in a token, and go on after a mistake. Nothing here knows what
//! ZooKeeper, Storm or Kafka are.

pub mod calendar;
pub mod hosts;
pub mod myid;
pub mod placeholder;
pub mod properties;
pub mod yaml;
