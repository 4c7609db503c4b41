"""The language model of Programs/gpt.gradus in PyTorch, with heads one by one and in one product."""
import math

import torch
import torch.nn.functional as F
from torch import nn


class Head(nn.Module):
    def __init__(self, width, size):
        super().__init__()
        self.key = nn.Linear(width, size, bias=False)
        self.query = nn.Linear(width, size, bias=False)
        self.value = nn.Linear(width, size, bias=False)

    def forward(self, x):
        t = x.shape[1]
        scores = self.query(x) @ self.key(x).transpose(-2, -1) / math.sqrt(8.0)
        scores = scores.masked_fill(mask[:t, :t] == 0, -math.inf)
        return F.softmax(scores, dim=-1) @ self.value(x)


class NaiveAttention(nn.Module):
    def __init__(self, width, count):
        super().__init__()
        self.heads = nn.ModuleList(Head(width, width // count) for _ in range(count))
        self.project = nn.Linear(width, width)

    def forward(self, x):
        return self.project(torch.cat([head(x) for head in self.heads], dim=-1))


class FusedAttention(nn.Module):
    def __init__(self, width, count):
        super().__init__()
        self.count = count
        self.together = nn.Linear(width, 3 * width, bias=False)
        self.project = nn.Linear(width, width)

    def forward(self, x):
        n, t, w = x.shape
        q, k, v = self.together(x).reshape(n, t, 3, self.count, w // self.count).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.project(y.transpose(1, 2).reshape(n, t, w))


class Block(nn.Module):
    def __init__(self, width, count, attention):
        super().__init__()
        self.before = nn.LayerNorm(width)
        self.attention = attention(width, count)
        self.between = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)

    def forward(self, x):
        x = x + self.attention(self.before(x))
        return x + self.narrow(F.gelu(self.widen(self.between(x))))


class Transformer(nn.Module):
    def __init__(self, characters, attention, width=128, count=16, depth=12, places=64):
        super().__init__()
        self.tokens = nn.Embedding(characters, width)
        self.positions = nn.Embedding(places, width)
        self.blocks = nn.ModuleList(Block(width, count, attention) for _ in range(depth))
        self.after = nn.LayerNorm(width)
        self.head = nn.Linear(width, characters)

    def forward(self, index):
        x = self.tokens(index) + self.positions(torch.arange(index.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.head(self.after(x))


mask = torch.tril(torch.ones(64, 64))


def training(attention):
    torch.manual_seed(1024)
    net = Transformer(98, attention)
    x = torch.randint(0, 98, (64, 64))
    y = torch.randint(0, 98, (64, 64))
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.001, weight_decay=0.01)

    def step():
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x).reshape(-1, 98), y.reshape(-1))
        loss.backward()
        optimizer.step()
        return loss

    return step


def naive():
    return training(NaiveAttention)


def fused():
    return training(FusedAttention)


def sampling(attention):
    torch.manual_seed(1024)
    net = Transformer(98, attention)

    @torch.no_grad()
    def step():
        text = torch.tensor([[7]])
        for _ in range(64):
            logits = net(text[:, -64:])[:, -1]
            text = torch.cat((text, torch.multinomial(F.softmax(logits, dim=-1), 1)), dim=1)
        return text

    return step


def sampling_naive():
    return sampling(NaiveAttention)


def sampling_fused():
    return sampling(FusedAttention)
