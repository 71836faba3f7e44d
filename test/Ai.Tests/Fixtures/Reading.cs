using System.Buffers;
using System.Text;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Envelopes;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Tests.Fixtures;

/// <summary>What a dialect reads of texts, and what it writes.</summary>
internal static class Reading
{
    public static Envelope Envelope(IDialect dialect, string body, RequestAddress address = default)
    {
        Assert.True(dialect.ReadEnvelope(Encoding.UTF8.GetBytes(body), address).TryGet(out var envelope, out var refusal), refusal?.Message);
        return envelope;
    }

    public static Refusal Refused(IDialect dialect, string body, RequestAddress address = default)
    {
        Assert.False(dialect.ReadEnvelope(Encoding.UTF8.GetBytes(body), address).TryGet(out _, out var refusal), "It was not refused.");
        Assert.Equal((400, ErrorType.InvalidRequest), (refusal.Status, refusal.Type));
        return refusal;
    }

    public static AnswerFacts? Answer(IDialect dialect, string body) => dialect.ReadAnswer(Encoding.UTF8.GetBytes(body));

    /// <summary>What each event of a stream says, in their order.</summary>
    public static List<EventFacts> Stream(IStreamFollower follower, params IEnumerable<string> events) =>
        [.. events.Select(data => follower.Read(Encoding.UTF8.GetBytes(data)))];

    public static string Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static async Task<string> Spliced(IDialect dialect, string body, string model, RequestAddress address = default)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var stream = new MemoryStream();
        await dialect.Splice(bytes, Envelope(dialect, body, address), model, injectUsage: true).WriteToAsync(stream, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
