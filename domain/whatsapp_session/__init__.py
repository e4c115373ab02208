"""The WhatsappSession aggregate: one number linked to this gateway."""
