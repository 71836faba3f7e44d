using System.Globalization;
using System.Text;

namespace FerroGate.Testing.Provider;

/// <summary>Writes one reply to the wire: head, parts, gates and end as the script says.</summary>
internal sealed class ReplyWriter(Stream wire, Reply reply, Action<int> wrote)
{
    public async Task WriteAsync(CancellationToken cancellation)
    {
        await PassGatesAsync(-1, cancellation);
        if (!reply.Headless)
            await wire.WriteAsync(reply.HeadBytes(), cancellation);
        var end = Math.Min(reply.Body.Length, reply.Stop);
        var stops = reply.Boundaries.Concat(reply.Gates.Select(gate => gate.Key)).Append(end)
            .Where(stop => stop > 0 && stop <= end).Distinct().Order();
        var at = 0;
        await PassGatesAsync(0, cancellation);
        foreach (var stop in stops)
        {
            await WritePartAsync(reply.Body[at..stop], cancellation);
            await PassGatesAsync(stop, cancellation);
            at = stop;
        }

        if (reply is { Chunked: true, End: ReplyEnd.Proper })
            await wire.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellation);
    }

    private async Task WritePartAsync(ReadOnlyMemory<byte> part, CancellationToken cancellation)
    {
        if (!reply.Chunked)
        {
            await wire.WriteAsync(part, cancellation);
            wrote(part.Length);
            return;
        }

        var length = Encoding.ASCII.GetBytes(part.Length.ToString("x", CultureInfo.InvariantCulture));
        byte[] framed = [.. length, .. "\r\n"u8, .. part.Span, .. "\r\n"u8];
        await wire.WriteAsync(framed, cancellation);
        wrote(part.Length);
    }

    private async Task PassGatesAsync(int offset, CancellationToken cancellation)
    {
        foreach (var (at, gate) in reply.Gates)
        {
            if (at == offset)
                await gate.PassAsync(cancellation);
        }
    }
}
