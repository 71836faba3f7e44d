using System.Text;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Tests.Translation;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Counting;

/// <summary>What is kept of a stream to be counted.</summary>
public sealed class KeptTextTests
{
    public static TheoryData<Protocol, string, long, int> Events => new()
    {
        { Protocol.Chat, """{"choices":[{"delta":{"role":"assistant","content":"h\u00e9llo"}}]}""", 6, 0 },
        { Protocol.Chat, """{"choices":[{"delta":{"reasoning_content":"so"}}]}""", 2, 0 },
        { Protocol.Chat, """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"get","arguments":"{\"a\":1}"}}]}}]}""", 10, 1 },
        { Protocol.Chat, """{"choices":[{"delta":{"audio":{"id":"a","data":"AAAA","transcript":"hi"}}}]}""", 2, 0 },
        { Protocol.Responses, """{"type":"response.output_item.added","item":{"type":"function_call","id":"fc","call_id":"c","name":"get","arguments":""}}""", 3, 1 },
        { Protocol.Responses, """{"type":"response.output_item.done","item":{"type":"function_call","id":"fc","call_id":"c","name":"get","arguments":"{}"}}""", 0, 0 },
        { Protocol.Responses, """{"type":"response.output_text.delta","delta":"hello"}""", 5, 0 },
        { Protocol.Messages, """{"type":"content_block_start","content_block":{"type":"tool_use","id":"t","name":"get","input":{}}}""", 3, 1 },
        { Protocol.Messages, """{"type":"content_block_delta","delta":{"type":"signature_delta","signature":"AAAA"}}""", 0, 0 },
        { Protocol.Gemini, """{"candidates":[{"content":{"parts":[{"text":"hello","thoughtSignature":"AAAA"}]}}]}""", 5, 0 },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Only_what_the_model_wrote_is_kept(Protocol protocol, string data, long bytes, int calls)
    {
        var kept = new KeptText(keeps: true);
        Follower(protocol, kept).Read(Encoding.UTF8.GetBytes(data));

        Assert.Equal((bytes, calls), (kept.Bytes, kept.Calls));
    }

    [Fact]
    public async Task Pieces_are_counted_as_the_text_that_they_make()
    {
        await TextEncoding.O200k.LoadAsync();
        var kept = new KeptText(keeps: true);
        Write(kept, "extra", "ordin", "ary");

        Assert.Equal(TextEncoding.O200k.Count("extraordinary"u8), kept.Count(TextEncoding.O200k));
    }

    [Fact]
    public async Task The_beginning_of_a_long_text_stands_for_the_rest()
    {
        await TextEncoding.O200k.LoadAsync();
        const string Words = " a few more words";
        var (kept, times) = (new KeptText(keeps: true), 3 * KeptText.Most / Words.Length);
        Write(kept, [.. Enumerable.Repeat(Words, times)]);

        Assert.Equal(times * Words.Length, kept.Bytes);
        Assert.InRange(kept.Count(TextEncoding.O200k), times * 4 * 99 / 100, times * 4 * 101 / 100);
    }

    [Fact]
    public void Nothing_is_kept_behind_its_end_or_where_nothing_counts_it_but_it_is_measured()
    {
        var (closed, measured) = (new KeptText(keeps: true), new KeptText(keeps: false));
        Write(closed, "one");
        closed.Close();
        Write(closed, "two");
        Write(measured, "one", "two");

        Assert.Equal((6, 6), (closed.Bytes, measured.Bytes));

        // By its length, for want of the text itself; no tokenizer has to be there for it.
        Assert.Equal((2, 2), (closed.Count(TextEncoding.Cl100k), measured.Count(TextEncoding.Cl100k)));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_measured_and_no_reason_to_fail()
    {
        var kept = new KeptText(keeps: true);
        Follower(Protocol.Chat, kept).Read("""{"choices":[{"delta":{"content":"\ud83d"}}]}"""u8);

        Assert.Equal(6, kept.Bytes);
    }

    private static void Write(KeptText kept, params string[] pieces)
    {
        var follower = Follower(Protocol.Chat, kept);
        foreach (var piece in pieces)
            follower.Read(Encoding.UTF8.GetBytes("""{"choices":[{"delta":{"content":"*"}}]}""".Replace("*", piece, StringComparison.Ordinal)));
    }

    private static IStreamFollower Follower(Protocol protocol, KeptText kept)
    {
        var follower = Pairs.DialectOf(protocol).Follow(Translated.Asked);
        follower.Kept = kept;
        return follower;
    }
}
