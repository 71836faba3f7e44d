using System.Text;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using FerroGate.Testing.Recorded;

namespace FerroGate.Server.Tests.Replay;

/// <summary>One recording on its way through the gateway, and everything about it that was not as it should be.</summary>
internal sealed class ReplayedExchange(RecordedExchange recording, string model)
{
    private const int SmallBody = 8 * 1024;

    private static readonly string[] FramingHeaders =
        ["content-length", "transfer-encoding", "content-encoding", "connection", "date", "keep-alive"];

    private readonly List<string> _faults = [];
    private string? _exchangeId;

    /// <summary>What differed from the recording.</summary>
    public IReadOnlyList<string> Faults => _faults;

    private bool Injects => model == ReplayModels.Inject;

    private bool IsOurCredentialRefused =>
        recording.Status == 401 || (recording is { Status: 400, Api: "generateContent" } && Encoding.UTF8.GetString(recording.ResponseBytes).Contains("API_KEY_INVALID", StringComparison.Ordinal));

    public async Task RunAsync(World world, Random random)
    {
        world.Provider.Forget();
        world.Provider.Otherwise(_ => Script(random));

        var answer = await world.Client.SendAsync(
            Request.Post(ReplayedRequest.PathOf(recording, model), ReplayedRequest.BodyFor(recording, model)));

        CompareRequest(world.Provider.Requests);
        CompareAnswer(answer);
        _exchangeId = answer.Headers["x-ferrogate-exchange-id"];
        Check(_exchangeId is not null, "no x-ferrogate-exchange-id");
    }

    /// <summary>Compares with the ledger, when every exchange has its entry there.</summary>
    public void CompareLedger(ILookup<string, BillingEvent> ledger)
    {
        var entries = ledger[_exchangeId ?? ""].ToList();
        Check(entries.Count == 1, $"{entries.Count} ledger entries");
        if (entries is not [var entry])
            return;
        Expect("ending", RecordedEnding.Of(recording), entry.Ending);
        if (RecordedUsage.Of(recording) is not { } usage)
        {
            Expect("usage_source", "gateway", entry.Teller);
            return;
        }

        Expect("usage_source", "provider", entry.UsageSource);
        Expect("input_tokens", usage.Input, entry.InputTokens);
        Expect("output_tokens", usage.Output, entry.OutputTokens);
        Expect("cached_input_tokens", usage.CachedInput, entry.Usage("cached_input_tokens"));
        Expect("cache_write_5m_tokens", usage.CacheWrite, entry.Usage("cache_write_5m_tokens"));
        Expect("cache_write_1h_tokens", usage.CacheWrite1h, entry.Usage("cache_write_1h_tokens"));
        Expect("reasoning_tokens", usage.Reasoning, entry.Usage("reasoning_tokens"));
        Expect("audio_input_tokens", usage.AudioInput, entry.Usage("audio_input_tokens"));
        Expect("image_input_tokens", usage.ImageInput, entry.Usage("image_input_tokens"));
        Expect("audio_output_tokens", usage.AudioOutput, entry.Usage("audio_output_tokens"));
    }

    public override string ToString() => $"{recording} as {model}:\n  {string.Join("\n  ", _faults)}";

    private Reply Script(Random random)
    {
        var reply = recording.IsAnsweredByStream
            ? Reply.Sse(recording.ResponseBytes)
            : new Reply { Status = recording.Status, Body = recording.ResponseBytes };
        foreach (var (name, value) in recording.Headers)
        {
            if (!FramingHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) && !Names(reply, name))
                reply = reply.With(name, value);
        }

        if (!Names(reply, "content-type"))
            reply = reply.With("content-type", "application/json");
        if (!recording.IsAnsweredByStream)
            return reply;
        return recording.ResponseBytes.Length <= SmallBody
            ? reply.SplitEverywhere()
            : reply.SplitRandomly(random, parts: 400);
    }

    private static bool Names(Reply reply, string header) =>
        reply.Headers.Any(line => line.Key.Equals(header, StringComparison.OrdinalIgnoreCase));

    private void CompareRequest(IReadOnlyList<ReceivedRequest> seen)
    {
        var expected = ReplayedRequest.BodyFor(recording, ReplayModels.AtProvider);
        if (Injects && recording is { IsStream: true, Api: "chat" })
            expected = JsonSlice.WithUsageAsked(expected);
        Check(seen.Count > 0, "the provider was not asked");
        foreach (var request in seen)
        {
            Expect("path", "/v1" + ReplayedRequest.ProviderPathOf(recording), request.Target);
            ExpectBytes("request", expected, request.Body);
        }
    }

    private void CompareAnswer(Answer answer)
    {
        Check(answer.IsComplete, "the answer was cut");
        if (IsOurCredentialRefused)
        {
            Expect("status", 502, answer.Status);
            Expect("code", "provider_auth_error", answer.ErrorCode);
            var told = recording.ResponseBytes.Length == 0 ? "" : Encoding.UTF8.GetString(recording.ResponseBytes);
            Check(!answer.Text.Contains(told, StringComparison.Ordinal), $"the provider's text came through: {answer.Text}");
            return;
        }

        Expect("status", recording.Status, answer.Status);
        var asked = recording.Request.TryGetProperty("stream_options", out _);
        ExpectBytes(
            "response",
            recording is { IsAnsweredByStream: true, Api: "chat" } && Injects && !asked ? SseText.WithoutUsageEvents(recording.ResponseBytes) : recording.ResponseBytes,
            answer.Body);
    }

    private void Expect<T>(string what, T expected, T actual) =>
        Check(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: expected {expected}, was {actual}");

    private void ExpectBytes(string what, byte[] expected, byte[] actual)
    {
        var same = expected.AsSpan().CommonPrefixLength(actual);
        Check(
            same == expected.Length && same == actual.Length,
            $"{what}: {expected.Length} bytes expected, {actual.Length} came, different from byte {same} on: expected "
            + $"\"{Around(expected, same)}\", was \"{Around(actual, same)}\"");
    }

    private static string Around(byte[] bytes, int at) =>
        Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, at - 20)..Math.Min(bytes.Length, at + 60)));

    private void Check(bool holds, string fault)
    {
        if (!holds)
            _faults.Add(fault);
    }
}
