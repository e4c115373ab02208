"""WhatsApp Web in a browser, behind ``domain.whatsapp``.

``whatsapp_web.WhatsappWeb`` opens pages, and a ``page.WebPage`` is one session's. It
stands on ``profile`` (the directory with the login), ``chromium`` and ``browser``
(the process, and pyppeteer's session of it), ``lookout`` (loads the page and feels
its pulse), ``feed``, ``inbox`` and ``reports`` (what the page tells, in order, as the
domain's reports), ``page_calls`` and ``outgoing`` (what it is asked). The folder
``hooks`` is the other half, inside the page, around the unmodified wa-js of
``vendor``.
"""
