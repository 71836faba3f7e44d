using FerroGate.Core.Refusals;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>First room: reads the head of the request.</summary>
internal sealed class Accept
{
    public static Outcome<Accepted> Enter(HttpContext http, AiOperation operation) =>
        Credentials.Read(http.Request, operation.TakesKeyInQuery).TryGet(out var credential, out var refusal)
            ? new Accepted(http, http.Facts(), operation, credential)
            : refusal;
}
