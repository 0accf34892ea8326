//! What the model hears and refuses.
