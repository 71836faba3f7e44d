using System.Text;
using FerroGate.Ai.Counting;

namespace FerroGate.Ai.Tests.Counting;

/// <summary>Counting text with the tokenizers of OpenAI's models.</summary>
public sealed class TextEncodingTests
{
    /// <summary>The counts that OpenAI's own library gives.</summary>
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("hello world", 2, 2)]
    [InlineData("tiktoken is great!", 6, 6)]
    [InlineData("お誕生日おめでとう", 9, 8)]
    public async Task A_text_has_the_tokens_that_its_models_make_of_it(string text, long cl100k, long o200k)
    {
        await Task.WhenAll(TextEncoding.Cl100k.LoadAsync(), TextEncoding.O200k.LoadAsync());

        Assert.Equal((cl100k, o200k), (TextEncoding.Cl100k.Count(Encoding.UTF8.GetBytes(text)), TextEncoding.O200k.Count(Encoding.UTF8.GetBytes(text))));
        Assert.True(TextEncoding.O200k.IsLoaded);
    }

    [Fact]
    public async Task A_long_text_is_cut_where_no_token_reaches_over()
    {
        await TextEncoding.O200k.LoadAsync();
        const string Sentence = "The quick brown fox jumps over the lazy dog, again.";
        var once = TextEncoding.O200k.Count(Encoding.UTF8.GetBytes(" " + Sentence));

        Assert.Equal(1_000 * once, TextEncoding.O200k.Count(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(" " + Sentence, 1_000)))));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("漢")]
    [InlineData("😀")]
    public async Task A_text_without_spaces_is_cut_all_the_same_for_it_would_take_time_with_the_square_of_its_length(string letter)
    {
        await TextEncoding.O200k.LoadAsync();
        var piece = string.Concat(Enumerable.Repeat(letter, 1_024 / letter.Length));

        Assert.Equal(
            50 * TextEncoding.O200k.Count(Encoding.UTF8.GetBytes(piece)),
            TextEncoding.O200k.Count(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 50)))));
    }
}
