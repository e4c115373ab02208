"""Plans on sale, and the Subscription aggregate: who holds which."""
