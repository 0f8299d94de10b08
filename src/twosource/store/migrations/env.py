"""Run migrations on the connection handed over by store/opening.py, inside its transaction."""

from alembic import context

from twosource.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
