import DequeModule
import NIOCore
import NIOWebSocket

/// One WebSocket connection on its event loop: frames to messages, the outlet's queue to frames, limits, pings and the end.
///
/// Reading pauses while the socket does not take what was written, and while the peer is over its rate; frames that were already
/// decoded by then are held, so a client that does not read its replies is not asked for further work.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private enum Phase { case open, closing, closed }

  private let limits: GatewayLimits
  private let service: any MessageService
  private let handshake: Handshake
  private let meters: GatewayMeters

  private var phase = Phase.open
  private var queue: SendQueue?
  private var session: (any MessageSession)?
  private var assembler: MessageAssembler
  private var rate: RateLimiter?
  private var isPaused = false
  private var isBusy = false
  private var held = Deque<WebSocketFrame>()
  private var backlog = Deque<SendQueue.Item>()
  private var keepalive = Keepalive()

  init(limits: GatewayLimits, service: any MessageService, handshake: Handshake, meters: GatewayMeters) {
    self.limits = limits
    self.service = service
    self.handshake = handshake
    self.meters = meters
    assembler = MessageAssembler(
      maxBytes: limits.messageBytes, maxFragments: limits.messageFragments, takesBinary: service.takesBinary)
    rate = limits.messagesPerSecond.map {
      RateLimiter(perSecond: $0, burst: limits.messageBurst, now: .now())
    }
  }

  // MARK: Life

  func handlerAdded(context: ChannelHandlerContext) {
    let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
    let queue = SendQueue(limits: limits, loop: context.eventLoop) {
      bound.value.handler.work(bound.value.context)
    }
    self.queue = queue
    meters.webSockets.add(1)
    keepalive.start(on: context, every: limits.pingSeconds, patience: limits.pongSeconds) { [weak self] step in
      self?.keepalive(step, context)
    }
    session = service.open(Outlet(queue), handshake: handshake)
  }

  func handlerRemoved(context: ChannelHandlerContext) { end(context) }

  func channelInactive(context: ChannelHandlerContext) {
    end(context)
    context.fireChannelInactive()
  }

  private func end(_ context: ChannelHandlerContext) {
    guard phase != .closed else { return }
    phase = .closed
    keepalive.stop()
    queue?.shut()
    queue = nil
    held = []
    backlog = []
    meters.webSockets.add(-1)
    session?.closed()
    session = nil
  }

  // MARK: In

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    keepalive.heard()
    switch phase {
    case .open:
      held.append(frame)
      guard !isBusy else { return }
      isBusy = true
      queue?.hush()  // `channelReadComplete` comes soon and sends what was answered.
      release(context)
      isBusy = false
    case .closing:
      if frame.opcode == .connectionClose { context.close(promise: nil) }
    case .closed: break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    work(context)
    context.fireChannelReadComplete()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if !isBusy { work(context) }
    context.fireChannelWritabilityChanged()
  }

  private func canTakeFrames(_ context: ChannelHandlerContext) -> Bool {
    phase == .open && !isPaused && context.channel.isWritable
  }

  /// Gives held frames to the session, as many as may be taken now.
  private func release(_ context: ChannelHandlerContext) {
    while canTakeFrames(context), let frame = held.popFirst() {
      take(frame, context)
      if let queue, queue.waitingBytes > 64 * 1024 { drain(context) }
    }
  }

  private func take(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
    var retryAfterSeconds: Int?
    if frame.fin, frame.opcode != .connectionClose {
      switch rate?.take(now: .now()) {
      case .pass, nil: break
      case .excess(let seconds): retryAfterSeconds = seconds
      case .pause(let time):
        held.prepend(frame)
        return pause(for: time, context)
      }
    }
    switch assembler.take(frame) {
    case .wait, .pong: break
    case .message(let bytes, let isBinary):
      meters.messagesIn.add(1)
      if retryAfterSeconds != nil { meters.overRate.add(1) }
      session?.receive(InboundMessage(bytes: bytes, isBinary: isBinary, retryAfterSeconds: retryAfterSeconds))
    case .ping(let payload): write(.pong, payload, context)
    case .close(let code):
      drain(context)
      finish(code, reason: "", context, answersPeer: true)
    case .fail(let code, let reason): fail(code, reason, context)
    }
  }

  private func pause(for time: TimeAmount, _ context: ChannelHandlerContext) {
    isPaused = true
    context.eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
      isPaused = false
      if phase == .open { work(context) }
    }
  }

  // MARK: Out

  /// Everything that can be done now, in both directions; then decides whether to read on.
  private func work(_ context: ChannelHandlerContext) {
    guard !isBusy, phase == .open else { return }
    isBusy = true
    drain(context)
    repeat {
      release(context)
      drain(context)
    } while canTakeFrames(context) && !held.isEmpty
    isBusy = false
    guard phase == .open else { return }
    let reads = canTakeFrames(context) && held.isEmpty
    if let options = context.channel.syncOptions, (try? options.getOption(.autoRead)) != reads {
      try? options.setOption(.autoRead, value: reads)
    }
  }

  /// Writes what waits, as long as the socket takes it, and flushes.
  private func drain(_ context: ChannelHandlerContext) {
    guard let queue else { return }
    var isLast = false
    while phase == .open, !isLast {
      switch queue.pickUp() {
      case .cutOff:
        meters.cutOff.add(1)
        return finish(.tooSlow, reason: "too slow: connect again and resume after the last position", context)
      case .items(let items): enqueue(items, context)
      }
      var sent = (bytes: 0, messages: 0)
      while context.channel.isWritable, phase == .open, let item = backlog.popFirst() {
        switch item {
        case .message(let bytes, let isBinary):
          sent = (sent.bytes + bytes.count, sent.messages + 1)
          write(isBinary ? .binary : .text, framed(bytes, context), context)
        case .close(let code, let reason): finish(code, reason: reason, context)
        }
      }
      meters.messagesOut.add(sent.messages)
      context.flush()
      let hasRoom = context.channel.isWritable
      if queue.settle(bytes: sent.bytes, messages: sent.messages, isWritable: hasRoom) { session?.drained() }
      isLast = backlog.isEmpty || !hasRoom
    }
  }

  private func enqueue(_ items: [SendQueue.Item], _ context: ChannelHandlerContext) {
    for item in items {
      if case .close = item { hardClose(context) }
      backlog.append(item)
    }
  }

  /// A buffer with room for the frame's header before it, so that both leave in one piece.
  private func framed(_ bytes: [UInt8], _ context: ChannelHandlerContext) -> ByteBuffer {
    let headerRoom = 10
    var buffer = context.channel.allocator.buffer(capacity: headerRoom + bytes.count)
    buffer.writeRepeatingByte(0, count: headerRoom)
    buffer.moveReaderIndex(forwardBy: headerRoom)
    buffer.writeBytes(bytes)
    return buffer
  }

  private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
    context.write(wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: data)), promise: nil)
  }

  // MARK: The end

  /// Ends the connection for a fault of the peer; what was answered before still leaves if the socket takes it.
  private func fail(_ code: CloseCode, _ reason: String, _ context: ChannelHandlerContext) {
    let wasBusy = isBusy
    isBusy = true
    drain(context)
    isBusy = wasBusy
    finish(code, reason: reason, context)
  }

  /// Sends a close frame, then no more; the connection ends when the peer has closed too, or after `closeSeconds`.
  private func finish(_ code: CloseCode?, reason: String, _ context: ChannelHandlerContext, answersPeer: Bool = false) {
    guard phase == .open else { return }
    phase = .closing
    keepalive.stop()
    queue?.shut()
    held = []
    backlog = []
    var payload = context.channel.allocator.buffer(capacity: 125)
    if let code {
      payload.writeInteger(code.rawValue)
      payload.writeString(reason.clipped(toBytes: 123))
    }
    hardClose(context)
    try? context.channel.syncOptions?.setOption(.autoRead, value: true)
    let frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: payload)
    context.writeAndFlush(wrapOutboundOut(frame)).assumeIsolated().whenComplete { _ in
      context.close(mode: answersPeer ? .all : .output, promise: nil)
    }
  }

  /// The node stops: what was answered leaves, then the connection closes.
  func quiesce() { queue?.close(.goingAway, reason: "the node stops") }

  private func hardClose(_ context: ChannelHandlerContext) {
    let channel = context.channel
    context.eventLoop.scheduleTask(in: .seconds(limits.closeSeconds)) { channel.close(promise: nil) }
  }

  private func keepalive(_ step: Keepalive.Step, _ context: ChannelHandlerContext) {
    switch step {
    case .ping:
      write(.ping, ByteBuffer(), context)
      context.flush()
    case .dead:
      meters.silent.add(1)
      context.close(promise: nil)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent: quiesce()
    case ChannelEvent.inputClosed: context.close(promise: nil)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case NIOWebSocketError.invalidFrameLength:
      fail(.messageTooBig, "a message has at most \(limits.messageBytes) bytes", context)
    case is NIOWebSocketError:
      fail(.protocolError, "a control frame is one frame of at most 125 bytes", context)
    case is ByteToMessageDecoderError where phase != .open:
      break  // What a peer goes on sending after its fault; it is dropped until the connection ends.
    default: context.close(promise: nil)
    }
  }
}
