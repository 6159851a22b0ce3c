"""Uphill's settings for the workers that test_mail_queue.py starts: mails go into a file that outlives them."""

from config.settings import *  # noqa: F403

EMAIL_BACKEND = "tests.plans.post_office.PostOffice"
EMAIL_FILE_PATH = env.str("POST_OFFICE")  # noqa: F405
