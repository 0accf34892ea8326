//! Which nodes form clusters, and which cluster uses which ensemble.
