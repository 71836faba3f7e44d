using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// Writes a stream, of which each event is a whole response; the last one has the finish reasons and the counters. It goes as
/// events, or as one JSON array. What was lost is told in no comment: Google's own client for Python takes every line that is no data
/// for JSON, and gives up.
/// </summary>
internal sealed class GenerateEventWriter : IEventWriter
{
    private readonly SortedDictionary<int, WrittenCandidate> _candidates = [];
    private readonly ArrayBufferWriter<byte> _event = new();
    private readonly Utf8JsonWriter _writer;
    private readonly ResponseWriter _response;
    private readonly IBufferWriter<byte> _output;
    private readonly bool _asEvents;
    private TokenUsage? _usage;
    private bool _hasItems;
    private bool _isOver;

    public GenerateEventWriter(IBufferWriter<byte> output, AnswerContext context)
    {
        (_output, _asEvents) = (output, context.AsEvents);
        _writer = ErrorJson.NewWriter(_event);
        _response = new ResponseWriter(_writer, context, Losses);
    }

    public Losses Losses { get; } = new();

    public bool GoOn(SentAnswer sent)
    {
        Begin(sent.Names.Head);
        Of(0).Text.Write(sent.Said);
        return true;
    }

    public void Begin(AnswerHead head) => _response.Head = head with
    {
        Id = head.Id.Kept(),
        Model = head.Model.Kept(),
        ServiceTier = head.ServiceTier?.Kept(),
    };

    public void Text(int candidate, JsonText text)
    {
        Flush(candidate);
        if (!text.IsEmpty)
        {
            var seal = Of(candidate).TakeSeal();
            Of(candidate).Text.Write(text.Decoded());
            Write(candidate, response => response.WriteText(text, seal));
        }
    }

    public void Reasoning(int candidate, JsonText text)
    {
        Flush(candidate);
        if (!text.IsEmpty)
        {
            FlushSeal(candidate);
            Of(candidate).Thought = text.Kept();
        }
    }

    public void Seal(int candidate, Seal seal)
    {
        var thought = Of(candidate).Thought;
        Of(candidate).Thought = null;
        Flush(candidate);
        FlushSeal(candidate);
        if (thought is null && seal.Origin != SealOrigin.Gemini)
        {
            Of(candidate).LoneSeal = seal with { Value = seal.Value.Kept() };
        }
        else
        {
            Write(candidate, response => response.WriteThought(thought ?? default, seal));
        }
    }

    public void Refuse(int candidate, JsonText text)
    {
        Flush(candidate);
        if (!text.IsEmpty)
        {
            FlushSeal(candidate);
            Write(candidate, response => response.WriteRefusal(text));
        }
    }

    public void Call(int candidate, int call, JsonText id, JsonText name, Seal? seal)
    {
        FlushThought(candidate);
        var calls = Of(candidate).Calls;
        while (calls is [var first, ..] && JsonWhole.IsWhole(first.Arguments))
        {
            FlushCall(candidate, first);
        }

        calls.Add(new PendingCall(call, id, name, seal ?? Of(candidate).TakeSeal()));
    }

    public void Arguments(int candidate, int call, JsonText piece)
    {
        if (Of(candidate).Calls.FindLast(open => open.Number == call) is { } pending)
        {
            pending.Append(piece);
        }
        else if (!piece.IsEmpty)
        {
            throw new FormatException("The provider went on with a tool call that had ended.");
        }
    }

    public void Cite(int candidate, Citation citation) => Of(candidate).Citations.Add(citation with
    {
        Url = citation.Url.Kept(),
        Title = citation.Title?.Kept(),
        Quote = citation.Quote?.Kept(),
    });

    public void Chances(int candidate, IReadOnlyList<TokenChance> tokens)
    {
        Flush(candidate);
        FlushSeal(candidate);
        WriteEvent(() =>
        {
            _response.BeginCandidate();
            _response.WriteText(JsonText.Empty);
            _response.EndContent();
            _response.WriteChances(tokens);
            _response.EndCandidate(candidate);
        });
    }

    public void Part(int candidate) => Flush(candidate);

    public void Finish(int candidate, Finish finish)
    {
        Flush(candidate);
        FlushSeal(candidate);
        Of(candidate).Finish = finish with { StopSequence = finish.StopSequence?.Kept(), Word = finish.Word?.Kept() };
    }

    public void Use(TokenUsage usage) => _usage = usage;

    public void KeepAlive()
    {
        // Google's client for Python fails on comments, and an event would be a piece of an answer.
    }

    public void Lose(string path, string reason) => Losses.Add(path, reason);

    public void Fail(ProviderFault fault)
    {
        foreach (var candidate in _candidates.Keys)
        {
            FlushThought(candidate);
            FlushSeal(candidate);
        }

        if (!_isOver)
        {
            WriteItem(() => FaultWriter.Write(_writer, fault));
            Close();
        }
    }

    public void End()
    {
        foreach (var candidate in _candidates.Keys)
        {
            Flush(candidate);
            FlushSeal(candidate);
        }

        if (_isOver)
        {
            return;
        }

        Make(WriteLast);
        WriteMade();
        Close();
    }

    private WrittenCandidate Of(int candidate)
    {
        if (!_candidates.TryGetValue(candidate, out var found))
        {
            _candidates[candidate] = found = new WrittenCandidate();
        }

        return found;
    }

    // Calls go when something else comes behind them: their arguments are whole then.
    private void Flush(int candidate)
    {
        FlushThought(candidate);
        while (Of(candidate).Calls is [var first, ..])
        {
            FlushCall(candidate, first);
        }
    }

    private void FlushCall(int candidate, PendingCall call)
    {
        Of(candidate).Calls.Remove(call);
        Write(candidate, response => response.WriteCall(call.Id, call.Name, call.Arguments, call.Seal));
    }

    private void FlushThought(int candidate)
    {
        if (Of(candidate).Thought is { } thought)
        {
            Of(candidate).Thought = null;
            Write(candidate, response => response.WriteThought(thought, null));
        }
    }

    private void FlushSeal(int candidate)
    {
        if (Of(candidate).TakeSeal() is { } seal)
        {
            Write(candidate, response => response.WriteThought(default, seal));
        }
    }

    private void Write(int candidate, Action<ResponseWriter> part) => WriteEvent(() =>
    {
        _response.BeginCandidate();
        part(_response);
        _response.EndContent();
        _response.EndCandidate(candidate);
    });

    private void WriteEvent(Action candidates)
    {
        if (!_isOver)
        {
            WriteItem(() =>
            {
                _response.Begin();
                candidates();
                _response.End(null);
            });
        }
    }

    private void WriteLast()
    {
        _response.Begin();
        foreach (var (index, candidate) in _candidates)
        {
            if (candidate.Finish is not { } finish)
            {
                continue;
            }

            _response.BeginCandidate();
            _response.WriteText(JsonText.Empty);
            _response.EndContent();
            _response.WriteFinish(finish);
            GroundingWriter.Write(_writer, candidate.Citations, candidate.Text.WrittenSpan);
            _response.EndCandidate(index);
        }

        _response.End(_usage ?? TokenUsage.Unknown);
    }

    private void WriteItem(Action json)
    {
        Make(json);
        WriteMade();
    }

    private void Make(Action json)
    {
        _event.ResetWrittenCount();
        _writer.Reset();
        json();
        _writer.Flush();
    }

    private void WriteMade()
    {
        _output.Write(_asEvents ? "data: "u8 : _hasItems ? ",\r\n"u8 : "["u8);
        _output.Write(_event.WrittenSpan);
        _output.Write(_asEvents ? "\r\n\r\n"u8 : "\n"u8);
        _hasItems = true;
    }

    private void Close()
    {
        _isOver = true;
        if (!_asEvents)
        {
            _output.Write("]"u8);
        }
    }
}
