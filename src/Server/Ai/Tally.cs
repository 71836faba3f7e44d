using FerroGate.Ai.Counting;
using FerroGate.Core.Routing;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Usage;
using FerroGate.Server.Ai.Rooms;

namespace FerroGate.Server.Ai;

/// <summary>
/// What one time that a provider is asked comes to as far as the gateway can tell by itself: counted with the model's tokenizer where
/// that is public and loaded, else expected from the bytes and from what the model has made of others.
/// </summary>
/// <param name="admitted">The request.</param>
/// <param name="target">Who is asked.</param>
/// <param name="inChat">It is asked in Chat Completions.</param>
internal sealed class Tally(Admitted admitted, Target target, bool inChat)
{
    private readonly SeenTokens _seen = admitted.Facts.Revision.Providers.Of(target.Provider).StateOf(target).Tokens;
    private readonly ModelFamily _family = ModelFamilies.Of(target.ProviderModel);
    private TokenCount? _counted;

    /// <summary>What the model writes.</summary>
    public KeptText Kept { get; } = new(keeps: ModelFamilies.Of(target.ProviderModel).Encoding is not null);

    /// <summary>What counts it, if anything does.</summary>
    public TextEncoding? Encoding => _family.Encoding;

    /// <summary>The input.</summary>
    public TokenCount Input
    {
        get
        {
            if (_counted is { } counted)
            {
                return counted;
            }

            var count = Count(PromptCount.Of(admitted.Asked.Body.Bytes, _family, inChat));
            _counted = _family.Encoding is null or { IsLoaded: true } ? count : null;
            return count;
        }
    }

    /// <summary>The output so far. Of what a model thinks and does not show, only what it mostly comes to is known.</summary>
    public TokenCount Output
    {
        get
        {
            var isCounted = _family.Encoding is { IsLoaded: true } && !_family.HidesThoughts;
            if (Kept.Bytes == 0)
            {
                return new TokenCount(0, isCounted ? Input.Source : UsageSource.Estimated);
            }

            return isCounted
                ? new TokenCount(Kept.Count(_family.Encoding!) + _family.CallsOf(Kept.Calls), UsageSource.Counted)
                : new TokenCount(Times(_family.OutputOf(Kept.Bytes, Kept.Calls), _seen.OutputFactor), UsageSource.Estimated);
        }
    }

    /// <summary>The provider has told what it was, so others are expected to be like it.</summary>
    /// <param name="usage">What it told.</param>
    public void Learn(TokenUsage usage)
    {
        var envelope = admitted.Envelope;
        if (usage.Input is { } input && envelope is { Input.Media: 0, StoredTokens: 0, InputBound: > 0 })
        {
            _seen.SawInput(_family.InputOf(envelope.Input), InputCosts.TextBound(envelope.Input), input);
        }

        if (usage.Output is { } output && Kept.Bytes > 0)
        {
            _seen.SawOutput(_family.OutputOf(Kept.Bytes, Kept.Calls), output);
        }
    }

    /// <summary>Nobody will count what the model writes.</summary>
    public void Close() => Kept.Close();

    // What a provider has stored is counted already; it told that itself.
    private TokenCount Count(PromptCount? count)
    {
        var envelope = admitted.Envelope;
        if (envelope.InputBound == 0)
        {
            return new TokenCount(0, UsageSource.Estimated);
        }

        return count is null
            ? new TokenCount(Times(_family.InputOf(envelope.Input), _seen.InputFactor) + envelope.StoredTokens, UsageSource.Estimated)
            : new TokenCount(count.Tokens + envelope.StoredTokens, count.IsWhole ? UsageSource.Counted : UsageSource.Estimated);
    }

    private static long Times(long expected, double factor) => (long)Math.Ceiling(expected * factor);
}
