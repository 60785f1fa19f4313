// A server for development and for the page tests: it speaks PROTOCOL.md from memory, and serves dist under the same
// security policy as the real one. It keeps its state in an object, so that a test can stop it and start it again.
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { WebSocketServer } from 'ws';
import { checkChoice, complete, No, tallyOf } from './mock_rules.mjs';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const SEAT_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const YEAR_MS = 365 * 86_400_000;

export function emptyState() {
  return {
    accounts: {
      lead: { password: 'lead', role: 'lead' },
      organiser: { password: 'organiser', role: 'organiser' },
    },
    sessions: new Map(),
    halls: new Map(),
    outcomes: new Map(),
    seq: 0,
  };
}

export async function startMock({ dist, port = 0, state = emptyState() }) {
  const sockets = new Set();
  const http = createServer((request, response) => void answer(request, response));
  const wss = new WebSocketServer({ server: http, path: '/ws', maxPayload: 65_536 });
  const timers = new Map();
  const dirty = new Set();

  const bind = (socket, session) => {
    socket.session = session;
    if (session.hall) touch(session.hall);
  };
  const begin = (session) => {
    const made = { token: token(), expires_at: Date.now() + YEAR_MS, ...session };
    state.sessions.set(made.token, made);
    return made;
  };
  const byCode = (code) => {
    const hall = [...state.halls.values()].find((one) => one.code === code);
    if (!hall) throw new No('unknown_code', '/params/code');
    return hall;
  };
  const ballotOf = (hall, params) => {
    const ballot = hall.definition.ballots.find((one) => one.id === params.ballot);
    if (!ballot) throw new No('unknown_ballot', '/params/ballot');
    return [ballot, hall.ballots[ballot.id]];
  };
  const stageOf = (hall, params) => {
    const stage = hall.definition.agenda.find((one) => one.id === params.stage);
    if (!stage) throw new No('unknown_stage', '/params/stage');
    return stage;
  };
  const finishStage = (hall, stage) => {
    for (const id of stage.ballots ?? []) if (hall.ballots[id].status === 'open') closeBallot(hall, id);
    hall.stages[stage.id] = { ...hall.stages[stage.id], status: 'finished', finished_at: Date.now() };
    hall.stage = null;
  };
  const endSessionsOf = (hall, participant) => {
    for (const [key, session] of [...state.sessions]) {
      if (session.hall === hall && session.participant === participant) state.sessions.delete(key);
    }
  };
  const lead = { roles: STAFF, changes: true };

  const methods = {
    'server.time': { anyone: true, run: () => ({ now: Date.now() }) },
    'account.login': {
      anyone: true,
      run(socket, { name, password }) {
        const account = state.accounts[name];
        if (!account || account.password !== password) throw new No('wrong_password');
        const session = begin({ role: account.role, name, who: name });
        bind(socket, session);
        const { expires_at } = session;
        return { token: session.token, role: account.role, name, expires_at, now: Date.now() };
      },
    },
    'session.join': {
      anyone: true,
      run(socket, { code, seat }) {
        const hall = byCode(code);
        let participant;
        if (hall.definition.admission === 'open') {
          participant = `x${Object.keys(hall.seats).length + 1}`;
          hall.seats[participant] = { strata: {}, joined: true };
        } else {
          if (seat === undefined) throw new No('seat_required', '/params/seat');
          participant = hall.codes[seat.toUpperCase().replace(/[^0-9A-Z]/g, '')];
          if (!participant) throw new No('unknown_seat', '/params/seat');
          hall.seats[participant].joined = true;
        }
        endSessionsOf(hall, participant);
        for (const other of sockets) {
          if (other === socket || other.session?.hall !== hall || other.session.participant !== participant) continue;
          send(other, { method: 'session.moved', params: {} });
          other.watched.clear();
          other.session = null;
          other.ws.close(4001);
        }
        const session = begin({ role: 'participant', participant, hall, who: `${hall.id}/${participant}` });
        bind(socket, session);
        return {
          token: session.token,
          participant,
          deliberation: hall.id,
          expires_at: session.expires_at,
          now: Date.now(),
        };
      },
    },
    'screen.join': {
      anyone: true,
      run(socket, { code }) {
        const hall = byCode(code);
        const session = begin({ role: 'screen', hall, who: 'screen' });
        bind(socket, session);
        return {
          token: session.token,
          role: 'screen',
          deliberation: hall.id,
          expires_at: session.expires_at,
          now: Date.now(),
        };
      },
    },
    'session.resume': {
      anyone: true,
      run(socket, params) {
        const session = state.sessions.get(params.token);
        if (!session) throw new No('token_invalid', '/params/token');
        bind(socket, session);
        const { role, participant, name, hall, expires_at } = session;
        return {
          role,
          ...(participant ? { participant } : {}),
          ...(name ? { name } : {}),
          ...(hall ? { deliberation: hall.id } : {}),
          expires_at,
          now: Date.now(),
        };
      },
    },
    'session.logout': {
      run(socket) {
        state.sessions.delete(socket.session.token);
        socket.watched.clear();
        socket.session = null;
        return {};
      },
    },
    'deliberation.list': {
      roles: STAFF,
      run: () => ({
        deliberations: [...state.halls.values()].map((hall) => ({
          deliberation: hall.id,
          code: hall.code,
          title: hall.definition.title,
          method: hall.definition.method,
          status: hall.status,
        })),
      }),
    },
    'deliberation.create': {
      roles: ['organiser'],
      changes: true,
      run(_socket, { definition }) {
        const full = { admission: 'seats', ...definition, ballots: definition.ballots.map(complete) };
        const hall = {
          id: `d_${randomBytes(6).toString('hex')}`,
          code: String(randomInt(100_000, 1_000_000)),
          definition: full,
          status: 'prepared',
          stage: null,
          stages: Object.fromEntries(full.agenda.map((stage) => [stage.id, { status: 'waiting' }])),
          ballots: Object.fromEntries(full.ballots.map((ballot) => [ballot.id, { status: 'draft', votes: {} }])),
          seats: {},
          codes: {},
          rev: 1,
        };
        hall.present = () => presentIn(hall);
        state.halls.set(hall.id, hall);
        return { deliberation: hall.id, code: hall.code, deviations: [] };
      },
    },
    'roll.import': {
      roles: ['organiser'],
      changes: true,
      run(socket, params) {
        const hall = hallOf(socket, params);
        for (const { id, strata } of params.people) hall.seats[id] = { strata, joined: false };
        touch(hall);
        return { imported: params.people.length, roll: Object.keys(hall.seats).length };
      },
    },
    'seat.issue': {
      roles: ['organiser'],
      changes: true,
      run(socket, params) {
        const hall = hallOf(socket, params);
        const coded = new Set(Object.values(hall.codes));
        const ids =
          params.ids ??
          Object.keys(hall.seats)
            .filter((id) => !coded.has(id))
            .slice(0, params.count);
        const seats = ids.map((id) => {
          const code = seatCode();
          hall.codes[code] = id;
          return {
            seat: code.replace(/(...)(...)(...)/, '$1-$2-$3'),
            participant_id: id,
            strata: hall.seats[id].strata,
          };
        });
        return { seats };
      },
    },
    'stage.start': {
      ...lead,
      run(socket, params) {
        const hall = hallOf(socket, params);
        const stage = stageOf(hall, params);
        if (hall.stage === stage.id) throw new No('stage_running', '/params/stage');
        if (hall.stage) finishStage(hall, stageOf(hall, { stage: hall.stage }));
        hall.stage = stage.id;
        hall.status = 'running';
        hall.stages[stage.id] = { status: 'running', started_at: Date.now() };
        touch(hall);
        return { seq: next(state) };
      },
    },
    'stage.finish': {
      ...lead,
      run(socket, params) {
        const hall = hallOf(socket, params);
        const stage = stageOf(hall, params);
        const { status } = hall.stages[stage.id];
        if (status !== 'running') throw new No(status === 'finished' ? 'stage_finished' : 'stage_not_running');
        finishStage(hall, stage);
        touch(hall);
        return { seq: next(state) };
      },
    },
    'ballot.open': {
      ...lead,
      run(socket, params) {
        const hall = hallOf(socket, params);
        const [ballot, now] = ballotOf(hall, params);
        if (now.status === 'open' || now.status === 'published') throw new No(`ballot_${now.status}`, '/params/ballot');
        if (now.status === 'closed' && ballot.reveal === 'on_close') throw new No('ballot_revealed', '/params/ballot');
        const { closed_at: _closed, ...rest } = now;
        const closing = params.closes_in_s === undefined ? {} : { closes_at: Date.now() + params.closes_in_s * 1000 };
        hall.ballots[ballot.id] = { ...rest, status: 'open', opened_at: Date.now(), ...closing };
        schedule(hall, ballot.id);
        touch(hall);
        return { seq: next(state), ...closing };
      },
    },
    'ballot.extend': {
      ...lead,
      run(socket, params) {
        const hall = hallOf(socket, params);
        const [ballot, now] = ballotOf(hall, params);
        if (now.status !== 'open') throw new No(`ballot_${now.status}`, '/params/ballot');
        if (now.closes_at === undefined) throw new No('no_deadline', '/params/ballot');
        now.closes_at = Math.max(now.closes_at, Date.now()) + params.seconds * 1000;
        schedule(hall, ballot.id);
        touch(hall);
        return { seq: next(state), closes_at: now.closes_at };
      },
    },
    'ballot.close': {
      ...lead,
      run(socket, params) {
        const hall = hallOf(socket, params);
        const [ballot, now] = ballotOf(hall, params);
        if (now.status !== 'open') throw new No(`ballot_${now.status}`, '/params/ballot');
        closeBallot(hall, ballot.id);
        return { seq: next(state) };
      },
    },
    'ballot.publish': {
      ...lead,
      run(socket, params) {
        const hall = hallOf(socket, params);
        const [ballot, now] = ballotOf(hall, params);
        if (now.status !== 'closed') throw new No(`ballot_${now.status}`, '/params/ballot');
        hall.ballots[ballot.id] = { ...now, status: 'published' };
        touch(hall);
        return { seq: next(state) };
      },
    },
    'ballot.cast': {
      roles: ['participant'],
      changes: true,
      run(socket, params) {
        const hall = hallOf(socket, params);
        const [ballot, now] = ballotOf(hall, params);
        if (now.status !== 'open')
          throw new No(now.status === 'draft' ? 'ballot_not_open' : 'ballot_closed', '/params/ballot');
        if (params.choice === undefined) throw new No('missing_param', '/params/choice');
        checkChoice(ballot, params.choice);
        const seq = next(state);
        const receipt = createHash('sha256').update(`${seq} ${socket.session.who}`).digest('hex');
        now.votes[socket.session.participant] = { choice: params.choice, seq, receipt };
        touch(hall);
        return { seq, receipt };
      },
    },
    'view.watch': {
      run(socket, params) {
        const hall = hallOf(socket, params);
        for (const view of params.views) {
          if (view === 'room' && !isStaff(socket.session.role)) throw new No('not_allowed', '/params/views');
          document(socket, hall, view);
          socket.watched.set(view, hall);
        }
        touch(hall);
        return {};
      },
    },
    'view.get': {
      run(socket, params) {
        const hall = hallOf(socket, params);
        return { rev: hall.rev, doc: document(socket, hall, params.view) };
      },
    },
    'view.unwatch': {
      run(socket, params) {
        for (const view of params.views) socket.watched.delete(view);
        return {};
      },
    },
  };

  wss.on('connection', (ws) => {
    const socket = { ws, session: null, watched: new Map() };
    sockets.add(socket);
    ws.on('message', (data) => receive(socket, String(data)));
    ws.on('close', () => {
      sockets.delete(socket);
      if (socket.session?.hall) touch(socket.session.hall);
    });
    ws.on('error', () => undefined);
  });
  const flush = setInterval(fanOut, 100);
  for (const hall of state.halls.values()) {
    hall.present = () => presentIn(hall);
    for (const ballot of hall.definition.ballots) schedule(hall, ballot.id);
  }

  await new Promise((resolve) => http.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${http.address().port}`;

  return {
    url,
    port: http.address().port,
    state,
    async stop() {
      clearInterval(flush);
      for (const timer of timers.values()) clearTimeout(timer);
      for (const { ws } of sockets) {
        ws.send(JSON.stringify({ jsonrpc: '2.0', method: 'server.stopping', params: {} }));
        ws.close(1012);
      }
      wss.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };

  async function answer(request, response) {
    const path = new URL(request.url, 'http://x').pathname;
    if (path === '/rpc' && request.method === 'POST') return rpc(request, response);
    const file = /^\/(j\/[^/]+)?$/.test(path)
      ? 'index.html'
      : path === '/control'
        ? 'control.html'
        : /^\/screen(\/[^/]*)?$/.test(path)
          ? 'screen.html'
          : path.startsWith('/assets/')
            ? normalize(path).slice(1)
            : null;
    try {
      if (file === null) throw new Error('no such page');
      const content = await readFile(join(dist, file));
      response.writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
      });
      response.end(content);
    } catch {
      response.writeHead(404).end('not found');
    }
  }

  async function rpc(request, response) {
    let body = '';
    for await (const chunk of request) body += chunk;
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const socket = { session: token ? (state.sessions.get(token) ?? null) : null, watched: new Map(), replies: [] };
    receive(socket, body);
    response.writeHead(200, { 'content-type': 'application/json' }).end(socket.replies[0]);
  }

  function send(socket, message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    if (socket.replies) socket.replies.push(text);
    else socket.ws.send(text);
  }

  function receive(socket, text) {
    let id = null;
    try {
      const frame = JSON.parse(text);
      id = frame.id ?? null;
      const params = frame.params ?? {};
      send(socket, { id, result: call(socket, frame.method, params) });
      afterwards(socket, frame.method, params);
    } catch (fault) {
      if (!(fault instanceof No)) console.error(fault);
      const code = fault instanceof No ? fault.code : 'invalid_request';
      send(socket, {
        id,
        error: { code: -32000, message: code, data: { code, ...(fault.at ? { at: fault.at } : {}) } },
      });
    }
  }

  function call(socket, method, params) {
    const act = methods[method];
    if (!act) throw new No('unknown_method');
    if (params.command_id !== undefined && !act.changes) throw new No('unknown_param', '/params/command_id');
    if (!act.anyone && !socket.session) throw new No('not_signed_in');
    if (act.roles && !act.roles.includes(socket.session.role)) throw new No('not_allowed');
    if (params.command_id === undefined) return act.run(socket, params);
    const key = `${socket.session.who} ${params.command_id}`;
    const known = state.outcomes.get(key);
    if (known) {
      if (known.no) throw known.no;
      return known.result;
    }
    try {
      const result = act.run(socket, params);
      state.outcomes.set(key, { result });
      return result;
    } catch (fault) {
      if (fault instanceof No) state.outcomes.set(key, { no: fault });
      throw fault;
    }
  }

  function afterwards(socket, method, params) {
    if (method !== 'view.watch') return;
    const hall = hallOf(socket, params);
    for (const view of params.views) push(socket, hall, view);
  }

  function hallOf(socket, params) {
    const hall = socket.session.hall ?? state.halls.get(params.deliberation);
    if (!hall) throw new No('unknown_deliberation', '/params/deliberation');
    return hall;
  }

  function presentIn(hall) {
    const here = new Set();
    for (const { session } of sockets) if (session?.hall === hall && session.participant) here.add(session.participant);
    return here.size;
  }

  function touch(hall) {
    hall.rev += 1;
    dirty.add(hall);
  }

  function fanOut() {
    for (const hall of dirty) {
      for (const socket of sockets) {
        for (const [view, of] of socket.watched) if (of === hall) push(socket, hall, view);
      }
    }
    dirty.clear();
  }

  function push(socket, hall, view) {
    const doc = document(socket, hall, view);
    send(socket, { method: 'view', params: { deliberation: hall.id, view, rev: hall.rev, doc } });
  }

  function document(socket, hall, view) {
    if (view === 'agenda') return agendaOf(hall);
    if (view === 'me') {
      const { participant } = socket.session;
      const ballots = {};
      for (const [id, ballot] of Object.entries(hall.ballots))
        if (ballot.votes[participant]) ballots[id] = ballot.votes[participant];
      return { participant, strata: hall.seats[participant]?.strata ?? {}, ballots };
    }
    if (view === 'room') return roomOf(hall);
    const ballot = hall.definition.ballots.find((one) => `tally/${one.id}` === view);
    if (!ballot) throw new No('unknown_view', '/params/views');
    return tallyOf(hall, ballot, isStaff(socket.session.role));
  }

  function agendaOf(hall) {
    const { definition } = hall;
    return {
      deliberation: hall.id,
      code: hall.code,
      method: definition.method,
      status: hall.status,
      title: definition.title,
      issue: definition.issue,
      convenor: definition.convenor,
      admission: definition.admission,
      strata: definition.strata ?? [],
      stage: hall.stage,
      stages: definition.agenda.map((stage) => ({ ballots: [], ...stage, ...hall.stages[stage.id] })),
      ballots: definition.ballots.map((ballot) => {
        const { votes: _votes, ...rest } = hall.ballots[ballot.id];
        return { ...ballot, ...rest };
      }),
      experts: [],
      documents: definition.documents ?? [],
    };
  }

  function roomOf(hall) {
    const seats = Object.values(hall.seats);
    const by = {};
    for (const seat of seats) {
      for (const [stratum, value] of Object.entries(seat.strata)) {
        by[stratum] ??= {};
        by[stratum][value] ??= { seats: 0, joined: 0 };
        by[stratum][value].seats += 1;
        if (seat.joined) by[stratum][value].joined += 1;
      }
    }
    const bound = [...sockets].filter(({ session }) => session);
    const staff = {};
    for (const { session, watched } of bound) {
      if (isStaff(session.role) && [...watched.values()].includes(hall))
        staff[session.role] = (staff[session.role] ?? 0) + 1;
    }
    return {
      seats: seats.length,
      joined: seats.filter((seat) => seat.joined).length,
      connected: presentIn(hall),
      screens: bound.filter(({ session }) => session.role === 'screen' && session.hall === hall).length,
      staff,
      by,
    };
  }

  function schedule(hall, id) {
    const key = `${hall.id}/${id}`;
    clearTimeout(timers.get(key));
    const { status, closes_at } = hall.ballots[id];
    if (status !== 'open' || closes_at === undefined) return;
    timers.set(
      key,
      setTimeout(() => closeBallot(hall, id), Math.max(0, closes_at - Date.now())),
    );
  }

  function closeBallot(hall, id) {
    const { closes_at: _gone, ...rest } = hall.ballots[id];
    hall.ballots[id] = { ...rest, status: 'closed', closed_at: Date.now() };
    schedule(hall, id);
    touch(hall);
  }
}

const STAFF = ['lead', 'organiser'];
const isStaff = (role) => STAFF.includes(role);
const next = (state) => ++state.seq;
const token = () => randomBytes(24).toString('base64url');
const seatCode = () => Array.from({ length: 9 }, () => SEAT_ALPHABET[randomInt(SEAT_ALPHABET.length)]).join('');
