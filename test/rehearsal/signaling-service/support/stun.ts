import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { classes, Message, makeIntegrityKey, methods, parseMessage } from "werift";

/**
 * Asks a TURN server for an allocation, with the challenge that comes before it, and gives the error code of the
 * reply; undefined when the server agrees. The socket stands for one client, and is closed when it is not given.
 */
export async function allocationError(
  port: number,
  username: string,
  password: string,
  given?: Socket,
): Promise<number | undefined> {
  const socket = given ?? createSocket("udp4");
  const ask = async (message: Message) => {
    socket.send(message.bytes, port, "127.0.0.1");
    const [data] = await once(socket, "message");
    const reply = parseMessage(data);
    if (reply === undefined) throw new Error("the reply is no STUN message");
    return reply;
  };
  try {
    const challenge = await ask(allocate());
    const realm = String(challenge.getAttributeValue("REALM"));
    const request = allocate();
    request.setAttribute("USERNAME", username);
    request.setAttribute("REALM", realm);
    request.setAttribute("NONCE", challenge.getAttributeValue("NONCE"));
    const reply = await ask(request.addMessageIntegrity(makeIntegrityKey(username, realm, password)));
    return reply.messageClass === classes.RESPONSE ? undefined : reply.getAttributeValue("ERROR-CODE")[0];
  } finally {
    if (given === undefined) socket.close();
  }
}

function allocate(): Message {
  const message = new Message(methods.ALLOCATE, classes.REQUEST);
  message.setAttribute("REQUESTED-TRANSPORT", 0x11000000);
  return message;
}

/**
 * Asks a STUN server, without credentials, where the asker is seen: a Binding request, and the reply's
 * XOR-MAPPED-ADDRESS beside the port it was in truth asked from.
 */
export async function bindingReply(
  port: number,
  host = "127.0.0.1",
): Promise<{ address: string; port: number; from: number }> {
  const socket = createSocket("udp4");
  try {
    socket.send(new Message(methods.BINDING, classes.REQUEST).bytes, port, host);
    const [data] = await once(socket, "message");
    const [address, mapped] = parseMessage(data)?.getAttributeValue("XOR-MAPPED-ADDRESS") ?? [];
    return { address, port: mapped, from: socket.address().port };
  } finally {
    socket.close();
  }
}
