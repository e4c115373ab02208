// What becomes of messages that are there: edits, deletions, reactions, votes. They come
// through the modules that wa-js wraps, or it would not hear of them.
(function () {
  'use strict';

  defineModule('SandboxHappenings', (require) => {
    const messages = require('SandboxMessages');
    const { MsgCollection } = require('WAWebMsgCollection');
    const MsgKey = require('WAWebMsgKey').default;
    const { createWid } = require('WAWebWidFactory');

    async function edit({ parent, body, edit: id, at }) {
      const message = MsgCollection.get(parent);
      if (!message) return;
      const text = message.type === 'chat' ? { body } : { caption: body, isCaptionByUser: true };
      const key = new MsgKey({ id, fromMe: message.id.fromMe, remote: message.id.remote });
      message.set({ ...text, latestEditSenderTimestampMs: at, latestEditMsgKey: key });
      await messages.keep(message);
    }

    // WhatsApp sends a message that says so; the one it names is then changed.
    async function revoke({ parent, subtype, author, at }) {
      const target = MsgKey.fromString(parent);
      const notice = {
        id: new MsgKey({ id: `${target.id}R`, fromMe: target.fromMe, remote: target.remote }),
        type: 'protocol',
        subtype,
        protocolMessageKey: target,
        author: createWid(author),
        t: Math.floor(at / 1000),
        isNewMsg: true,
      };
      await MsgCollection.processMultipleMessages(target.remote, [notice]);
    }

    async function applyRevoke({ protocolMessageKey, subtype, t, author }) {
      const message = MsgCollection.get(protocolMessageKey);
      if (!message || message.type === 'revoked') return;
      const by = subtype === 'admin_revoke' ? 'admin' : 'sender';
      message.set({
        subtype: by, body: '', caption: undefined, directPath: undefined, mediaData: undefined,
        revokeTimestamp: t, revokeSender: author, type: 'revoked',
      });
      await messages.keep(message);
    }

    async function react({ parent, id, text, sender, at }) {
      const fromMe = require('SandboxLogin').login.me === sender;
      const { remote } = MsgKey.fromString(parent);
      const reaction = {
        msgKey: String(new MsgKey({ id, fromMe, remote })),
        parentMsgKey: parent,
        reactionText: text,
        read: false,
        senderUserJid: sender,
        t: at,
        orphan: 0,
      };
      await require('WAWebReactionsStoreUtils')
        .addOrUpdateReactionsModelCollection(reaction, true);
    }

    async function vote({ parent, sender, options, at }) {
      const cast = {
        parentMsgKey: MsgKey.fromString(parent),
        sender: createWid(sender),
        selectedOptionLocalIds: options,
        senderTimestampMs: at,
      };
      await require('WAWebPollsVotes').upsertVotesDb([cast]);
    }

    return { edit, revoke, applyRevoke, react, vote };
  });

  // The latest of each person on each message: the one before is gone.
  defineModule('SandboxReactions', (require) => {
    const storage = require('SandboxStorage');
    const { MsgCollection } = require('WAWebMsgCollection');
    const MsgKey = require('WAWebMsgKey').default;

    async function put(reaction) {
      const id = `${reaction.parentMsgKey} ${reaction.senderUserJid}`;
      await storage.put('reaction', { ...reaction, id });
      const message = MsgCollection.get(reaction.parentMsgKey);
      if (!message) return;
      message.hasReaction = true;
      await require('SandboxMessages').keep(message);
    }

    async function on(message) {
      const parent = String(message);
      const all = await storage.all('reaction');
      return all.filter((it) => it.parentMsgKey === parent && it.reactionText);
    }

    const withKeys = (it) => ({
      ...it,
      msgKey: MsgKey.fromString(it.msgKey),
      parentMsgKey: MsgKey.fromString(it.parentMsgKey),
      timestamp: it.t,
    });

    return { put, on, withKeys };
  });
  defineModule('WAWebReactionsStoreUtils', (require) => ({
    addOrUpdateReactionsModelCollection: (reaction) => require('SandboxReactions').put(reaction),
  }));
  defineModule('WAWebReactionsBridge', (require) => ({
    // By emoji, as they are shown under a message.
    async getReactions(id) {
      const { on, withKeys } = require('SandboxReactions');
      const { login } = require('SandboxLogin');
      const all = (await on(id)).map(withKeys);
      const emojis = [...new Set(all.map((it) => it.reactionText))];
      const reactions = emojis.map((emoji) => {
        const senders = all.filter((it) => it.reactionText === emoji);
        const byMe = senders.some((it) => it.senderUserJid === login.me);
        return { aggregateEmoji: emoji, hasReactionByMe: byMe, senders };
      });
      return { reactions, reactionByMe: all.find((it) => it.senderUserJid === login.me) };
    },
  }));

  defineModule('WAWebPollsVotes', (require) => ({
    async upsertVotesDb(votes) {
      const { put } = require('SandboxStorage');
      for (const { parentMsgKey, sender, ...vote } of votes) {
        const names = { parentMsgKey: String(parentMsgKey), sender: String(sender) };
        await put('vote', { ...vote, ...names, id: `${parentMsgKey} ${sender}` });
      }
    },
  }));
  defineModule('WAWebPollsVotesQueries', (require) => {
    const { createWid } = require('WAWebWidFactory');
    async function getVotes(keys) {
      const parents = keys.map(String);
      const all = await require('SandboxStorage').all('vote');
      return all
        .filter((it) => parents.includes(it.parentMsgKey))
        .map((it) => ({ ...it, sender: createWid(it.sender) }));
    }
    return { getVotes, getVote: async (key) => (await getVotes([key]))[0] };
  });
})();
