"""WhatsApp Web in a browser, behind ``domain.whatsapp``.

``whatsapp_web.WhatsappWeb`` opens pages, and a ``page.WebPage`` is one session's. It
stands on ``profile`` (the directory with the login), ``chromium`` and ``browser``
(the process, and pyppeteer's session of it), ``lookout`` (loads the page and feels
its pulse), ``feed``, ``inbox`` and ``reports`` (what the page tells, in order, as the
domain's reports), ``page_calls``, ``asking`` and ``outgoing`` (what it is asked; the
``page_...`` modules by theme). ``proxy`` and ``proxy_login`` are the way out,
``caches`` and ``memory`` what a browser takes, ``second_look`` is for a person who
looks in. The folder ``hooks`` is the other half, inside the page, around the unmodified
wa-js of ``vendor``.
"""
